import { Moment } from '@/components/format/moment';
import { HoldButton } from '@/components/hold/hold-dialog';
import { HoldNote } from '@/components/hold/hold-note';
import { Link } from '@/components/ui/link';
import { Empty, Head, Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { AccountView } from '@/lib/contract/views/settings';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import { Passkeys } from './passkeys';

/** Who one is here: roles by program, keys that one signs with, and where one is signed in. */
export function AccountPage({ view }: { view: AccountView }) {
  return (
    <>
      <Head
        title={view.name}
        lede={`${view.email}. You sign in ${view.signIn === 'password' ? 'with a password here' : 'through your provider'}.`}
      />
      {view.stopTheLine === null ? null : (
        <Section title="Stop the line" note="every move towards target, in every program">
          {view.stopTheLine.holds.map((hold) => (
            <HoldNote key={hold.id} hold={hold} program="" now={view.now} />
          ))}
          <div className="row-of data">
            <HoldButton act={view.stopTheLine.act} place={{ program: null, context: null }} zone="UTC" now={view.now}>
              Hold everything…
            </HoldButton>
          </div>
        </Section>
      )}
      <div className="half">
        <Section title="Your roles" note={view.installationAdmin ? 'administrator of the installation' : undefined}>
          {view.programs.length === 0 ? (
            <Empty>You hold no role in any program yet. An administrator of a program grants them.</Empty>
          ) : (
            <ul className="rows">
              {view.programs.map((program) => (
                <li key={program.slug}>
                  <Link className="grow strong" href={paths.board(program.slug)}>
                    {program.name}
                  </Link>
                  <span className="end">{listed(program.roles.map((role) => roleTitles[role]))}</span>
                </li>
              ))}
            </ul>
          )}
        </Section>
        <Passkeys view={view} />
        <Section title="Where you are signed in" note={view.sessions.length}>
          <ul className="rows">
            {view.sessions.map((session) => (
              <li key={session.id}>
                <span className="grow">
                  {session.current ? 'This browser' : 'Another session'}
                  <span className="sub">
                    signed in <Moment at={session.createdAt} now={view.now} as="sinceTime" /> UTC
                  </span>
                </span>
                <span className="end">
                  seen <Moment at={session.lastSeenAt} now={view.now} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </>
  );
}
