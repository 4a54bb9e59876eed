import { Moment, When } from '@/components/format/moment';
import { typeset } from '@/components/format/number';
import { ActLink } from '@/components/ui/act-link';
import { Empty, Head, Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { SettingsView } from '@/lib/contract/views/settings';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import { CreateKeyButton } from './create-key';
import { InviteButton } from './invite';
import { LentPlaces } from './lent-places';
import { RevokeKeyButton } from './revoke-key';
import { RolesButton } from './roles';

function People({ view }: { view: SettingsView }) {
  return (
    <Section title="People" note={view.members.length} end={<InviteButton view={view} />}>
      <table className="stack">
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Roles here</th>
            <th scope="col">Last seen</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {view.members.map((member) => (
            <tr key={member.id}>
              <td>
                <strong>{member.name}</strong>
                {member.you ? ' (you)' : ''}
                {member.disabledAt === null ? '' : <span className="bad"> disabled</span>}
                <span className="sub">{member.email}</span>
              </td>
              <td data-th="Roles">{listed(member.roles.map((role) => roleTitles[role]))}</td>
              <td data-th="Last seen">
                {member.lastSeenAt === null ? (
                  <span className="faint">never signed in</span>
                ) : (
                  <Moment at={member.lastSeenAt} now={view.now} />
                )}
              </td>
              <td className="num">
                {member.change.allowed ? <RolesButton member={member} program={view.program.slug} /> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {view.invitations.length === 0 ? null : (
        <>
          <h3 className="rest-title">Invited, not yet here</h3>
          <ul className="rows">
            {view.invitations.map((invitation) => (
              <li key={invitation.id}>
                <span className="grow">
                  {invitation.name ?? invitation.email ?? 'somebody'}
                  <span className="sub">
                    {invitation.email === null ? '' : `${invitation.email}, `}
                    {listed(invitation.roles.map((role) => roleTitles[role]))}
                  </span>
                </span>
                <span className="end">
                  link valid <Moment at={invitation.expiresAt} now={view.now} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Keys({ view }: { view: SettingsView }) {
  return (
    <Section title="API keys" note={view.keys.length || undefined} end={<CreateKeyButton view={view} />}>
      {view.keys.length === 0 ? (
        <Empty>No key is here. A job needs one to send its runs, a router to ask who is authoritative.</Empty>
      ) : (
        <table className="stack">
          <thead>
            <tr>
              <th scope="col">Key</th>
              <th scope="col">Scopes</th>
              <th scope="col">Created</th>
              <th scope="col">Last used</th>
              <th scope="col">Expires</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {view.keys.map((key) => (
              <tr key={key.id}>
                <td>
                  <strong>{key.name}</strong>
                  <span className="sub mono">lg_ … {key.lastFour}</span>
                </td>
                <td data-th="Scopes" className="mono pretty">
                  {key.scopes.join(', ')}
                </td>
                <td data-th="Created">
                  <Moment at={key.createdAt} now={view.now} />
                  <span className="sub">
                    {key.issuedTo === null ? (key.createdBy ?? '') : `issued to ${key.issuedTo}`}
                  </span>
                </td>
                <td data-th="Last used">
                  {key.lastUsedAt === null ? (
                    <span className="faint">never</span>
                  ) : (
                    <Moment at={key.lastUsedAt} now={view.now} />
                  )}
                </td>
                <td data-th="Expires">
                  {key.expiresAt === null ? (
                    <span className="faint">never</span>
                  ) : (
                    <When at={key.expiresAt} now={view.now} as="day" />
                  )}
                </td>
                <td className="num">
                  {key.revokedAt === null ? (
                    <RevokeKeyButton keyView={key} program={view.program.slug} />
                  ) : (
                    <span className="faint">
                      revoked <Moment at={key.revokedAt} now={view.now} />
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

type PolicyProps = { policy: SettingsView['policy']; now: string; program: string };

function Policy({ policy, now, program }: PolicyProps) {
  const { change } = policy;
  return (
    <Section
      title="Sign-off policy"
      note={
        <>
          version {policy.version}, in force since <When at={policy.since} now={now} as="day" />; it changes only by
          decision
        </>
      }
      end={
        <ActLink act={change} href={paths.policy(program)} id="why-policy" small end>
          Change…
        </ActLink>
      }
    >
      <table className="stack dense">
        <thead>
          <tr>
            <th scope="col">Act</th>
            <th scope="col">Who signs</th>
          </tr>
        </thead>
        <tbody>
          {policy.transitions.map((each) => (
            <tr key={`${each.kind} ${each.title}`}>
              <td>
                {each.title}
                {each.kind === 'advance' ? <span className="faint"> advance</span> : null}
              </td>
              <td>
                {each.slots.length === 0 ? (
                  <span className="faint">nobody</span>
                ) : (
                  listed(
                    each.slots.map(({ role, count }) =>
                      count === 1 ? roleTitles[role] : `${count} of ${roleTitles[role]}`,
                    ),
                  )
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="data">
        {policy.sentences.map((sentence) => (
          <li key={sentence} className="quiet pretty">
            {typeset(sentence)}
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** People and their roles, places lent, keys and their scopes, and the policy in force. */
export function SettingsPage({ view }: { view: SettingsView }) {
  return (
    <>
      <Head title="Settings" lede={`Who may act in ${view.program.name}, and with what.`} />
      <People view={view} />
      <LentPlaces view={view} />
      <Keys view={view} />
      <Policy policy={view.policy} now={view.now} program={view.program.slug} />
    </>
  );
}
