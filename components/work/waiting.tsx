import { Moment } from '@/components/format/moment';
import { typeset } from '@/components/format/number';
import { Lock } from '@/components/lock/lock';
import { initials } from '@/components/shell/nav-items';
import { ButtonLink } from '@/components/ui/button';
import { GateSummary } from '@/components/ui/gate-summary';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { WaitingDecision } from '@/lib/contract/views/my-work';
import { roleTitles } from '@/lib/domain/access/role-titles';

/** The seats of a decision: who signed, where you would, what is empty. */
function Seats({ decision }: { decision: WaitingDecision }) {
  const seats = decision.slots.flatMap((slot) =>
    Array.from({ length: slot.count }, (_, index) => ({
      slot,
      filled: slot.filled[index],
      key: `${slot.role} ${index}`,
    })),
  );
  const words = seats
    .map(
      ({ slot, filled }) =>
        `${roleTitles[slot.role]}: ${filled === undefined ? (slot.role === decision.role ? 'you' : 'empty') : filled.name}`,
    )
    .join(', ');
  return (
    <div className="seats" role="img" aria-label={words}>
      {seats.map(({ slot, filled, key }) => {
        if (filled !== undefined) {
          return (
            <i key={key} className="in">
              {initials(filled.name)}
            </i>
          );
        }
        const you = slot.role === decision.role ? slot.candidates.find((candidate) => candidate.you) : undefined;
        return (
          <i key={key} className={slot.role === decision.role ? 'you' : undefined}>
            {you === undefined ? '' : initials(you.name)}
          </i>
        );
      })}
    </div>
  );
}

/** Decisions that wait for this person, with what is at stake in the row; only the first has the primary button. */
export function Waiting({ decisions, now }: { decisions: WaitingDecision[]; now: string }) {
  return (
    <ol className="sign">
      {decisions.map((decision, index) => {
        const href = paths.decision(decision.program.slug, decision.number);
        return (
          <li key={`${decision.program.slug} ${decision.number}`}>
            {decision.lock === null ? (
              <span />
            ) : (
              <Lock lock={decision.lock} size={40} name={decision.context?.name ?? ''} />
            )}
            <div>
              <Link href={href}>
                <strong>{decision.title}</strong>
              </Link>
              <p className="stake">{typeset(decision.stake)}</p>
            </div>
            {decision.gate === null ? (
              <div className="gate-of">
                <p className="quiet">No criterion is asked.</p>
              </div>
            ) : (
              <GateSummary gate={decision.gate} program={decision.program.slug} head={false} />
            )}
            <div>
              <Seats decision={decision} />
              <p className="faint">
                {decision.onBehalfOf === null ? '' : `for ${decision.onBehalfOf}: `}
                {decision.standing}
                {decision.dueAt === null ? null : (
                  <span className="sub">
                    review{' '}
                    <Moment at={decision.dueAt} now={now} as="dueIn" className={decision.dueAt < now ? 'bad' : ''} />
                  </span>
                )}
                {decision.expiresAt === null ? null : (
                  <span className="sub">
                    expires <Moment at={decision.expiresAt} now={now} as="relative" />
                  </span>
                )}
              </p>
            </div>
            <div className="go">
              <ButtonLink href={href} look={index === 0 ? 'primary' : 'plain'}>
                Review <span className="id">D-{decision.number}</span>
              </ButtonLink>
            </div>
          </li>
        );
      })}
    </ol>
  );
}
