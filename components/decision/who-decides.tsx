import { Moment } from '@/components/format/moment';
import { Icon } from '@/components/icons/icon';
import { Section } from '@/components/ui/section';
import type { DecisionView, SignOffView } from '@/lib/contract/views/decision';
import type { SlotView } from '@/lib/contract/views/parts';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';

const you = ({ name, you }: { name: string; you: boolean }): string => (you ? `${name} (you)` : name);

/** An earlier sign-off in this role that stands on record and does not count, and why. */
function Earlier({ signOff }: { signOff: SignOffView | undefined }) {
  if (signOff === undefined) return <span className="faint">missing</span>;
  return (
    <span className="verdict stale" title={signOff.why ?? undefined}>
      <Icon name="stale" />
      {signOff.name} {signOff.verdict === 'approve' ? 'approved' : 'refused'} revision {signOff.revision}
    </span>
  );
}

/** Who may fill a slot, whoever has filled it first. */
function Candidates({ slot }: { slot: SlotView }) {
  const people = [
    ...slot.filled,
    ...slot.candidates.filter((each) => !slot.filled.some(({ name }) => name === each.name)),
  ];
  return people.length === 0 ? <span className="bad">nobody holds the role</span> : listed(people.map(you));
}

type FilledProps = { filled: SlotView['filled'][number]; signOff: SignOffView | undefined; now: string };

/** Who signed, when, for whom, and whether a passkey signed the hash itself. */
function Filled({ filled, signOff, now }: FilledProps) {
  return (
    <span className="verdict met filled">
      <Icon name="met" />
      <span>
        {you(filled)}, <Moment at={filled.signedAt} now={now} as="sinceTime" />
        {signOff === undefined || signOff.onBehalfOf === null ? null : (
          <span className="sub">on behalf of {signOff.onBehalfOf}</span>
        )}
        {signOff?.confirmedBy === 'passkey' ? (
          <span className="sub">
            <Icon name="key" className="small" /> the hash is signed by a passkey
          </span>
        ) : null}
      </span>
    </span>
  );
}

/** Slots, who can fill them, what signing means, and who has. */
export function WhoDecides({ view }: { view: DecisionView }) {
  const { slots, signOffs, proposedBy, proposedAt, now, revision } = view;
  const people = slots.reduce((sum, slot) => sum + slot.count, 0);
  return (
    <Section
      id="who"
      step={5}
      title="Who decides"
      note={
        people === 0
          ? 'one person, at once'
          : `${people === 1 ? 'one person' : `${people} different people`}, none of whom proposed, wrote or will execute it`
      }
    >
      <table className="slots stack">
        <thead>
          <tr>
            <th scope="col">Slot</th>
            <th scope="col">Who can fill it</th>
            <th scope="col">What it means</th>
            <th scope="col">Revision {revision}</th>
          </tr>
        </thead>
        <tbody>
          {slots.map((slot) => (
            <tr key={slot.role}>
              <td>
                <strong>{roleTitles[slot.role]}</strong>
                {slot.count === 1 ? null : <span className="faint"> {slot.count} people</span>}
              </td>
              <td data-th="Who">
                <Candidates slot={slot} />
              </td>
              <td data-th="What it means">{slot.meaning}</td>
              <td data-th={`Revision ${revision}`}>
                {slot.filled.length === 0 ? (
                  <Earlier
                    signOff={signOffs.find(
                      (each) => each.role === slot.role && !each.counts && each.revokedAt === null,
                    )}
                  />
                ) : (
                  slot.filled.map((each) => (
                    <Filled
                      key={each.name}
                      filled={each}
                      now={now}
                      signOff={signOffs.find(
                        (signOff) => signOff.counts && signOff.name === each.name && signOff.signedAt === each.signedAt,
                      )}
                    />
                  ))
                )}
              </td>
            </tr>
          ))}
          <tr>
            <td className="faint">{view.state === 'draft' ? 'drafted by' : 'proposed by'}</td>
            <td data-th="Who">{you(proposedBy)}</td>
            <td data-th="What it means">May execute; cannot sign off.</td>
            <td data-th={`Revision ${revision}`} className="faint">
              <Moment at={proposedAt} now={now} as="sinceTime" />
            </td>
          </tr>
          {view.executedBy === null ? null : (
            <tr>
              <td className="faint">executed by</td>
              <td data-th="Who">{you(view.executedBy)}</td>
              <td data-th="What it means">Was not a counted signer.</td>
              <td data-th={`Revision ${revision}`} className="faint">
                {view.closedAt === null ? null : <Moment at={view.closedAt} now={now} as="sinceTime" />}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </Section>
  );
}
