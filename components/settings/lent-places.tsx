import { Moment, When } from '@/components/format/moment';
import { Empty, Section } from '@/components/ui/section';
import type { LentPlaceView, SettingsView } from '@/lib/contract/views/settings';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import { EndLoanButton } from './end-loan';
import { LendPlaceButton } from './lend-place';

function Who({ person }: { person: LentPlaceView['from'] }) {
  return (
    <>
      <strong>{person.name}</strong>
      {person.you ? ' (you)' : ''}
    </>
  );
}

/** Places lent while somebody is away: yours, those lent to you, and the others’; each can be ended. */
export function LentPlaces({ view }: { view: SettingsView }) {
  const { lent, program, now } = view;
  return (
    <Section title="While somebody is away" note={lent.items.length || undefined} end={<LendPlaceButton view={view} />}>
      {lent.items.length === 0 ? (
        <Empty>No place is lent now. Who is away can lend theirs, in one role and for 14 days at most.</Empty>
      ) : (
        <table className="stack">
          <thead>
            <tr>
              <th scope="col">Whose place</th>
              <th scope="col">Who stands in</th>
              <th scope="col">Where</th>
              <th scope="col">Until</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {lent.items.map((loan) => (
              <tr key={loan.id}>
                <td>
                  <Who person={loan.from} />
                  <span className="sub">
                    {roleTitles[loan.role]}, “{loan.reason}”
                  </span>
                </td>
                <td data-th="Who stands in">
                  <Who person={loan.to} />
                  {loan.counts ? null : (
                    <span className="sub">Counts for nothing now: an account is disabled, or the role is gone.</span>
                  )}
                </td>
                <td data-th="Where">{loan.contexts === null ? 'everywhere in the program' : listed(loan.contexts)}</td>
                <td data-th="Until">
                  <When at={loan.until} now={now} />
                  <span className="sub">
                    lent <Moment at={loan.givenAt} now={now} />
                  </span>
                </td>
                <td className="num">
                  <EndLoanButton loan={loan} program={program.slug} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
