'use client';

import { Prose } from '@/components/format/prose';
import { Icon } from '@/components/icons/icon';
import { evaluationLooks } from '@/components/states/evaluation';
import type { PreflightView } from '@/lib/contract/v1/preflight';
import type { EvaluationOutcome } from '@/lib/domain/words';

/** One thing that stands in the way, and what it stops: already the proposal, the sign-offs, or only the execution. */
export type Reason = {
  message: string;
  stops: PreflightView['missing'][number]['stops'];
  outcome: EvaluationOutcome | null;
};

/** What a preflight found; sign-offs that nobody could have given yet are no reason of their own. */
export const reasonsOf = ({ missing, evaluations }: PreflightView): Reason[] =>
  missing
    .filter(({ code }) => code !== 'sign_offs_missing')
    .map(({ code, message, stops }) => {
      const found =
        code === 'criteria_not_met' ? evaluations.find(({ sentence }) => message.startsWith(sentence)) : undefined;
      return { message, stops, outcome: found?.outcome ?? null };
    });

const order: Reason['stops'][] = ['proposal', 'sign_off', 'execution'];

const stopWords: Record<Reason['stops'], string> = {
  proposal: 'It cannot be proposed so',
  sign_off: 'Until then nobody can approve it',
  execution: 'Until then nobody can execute it',
};

/** Every reason at once, by what each stops. */
export function Reasons({ reasons, program }: { reasons: Reason[]; program: string }) {
  return order.map((stops) => {
    const own = reasons.filter((reason) => reason.stops === stops);
    if (own.length === 0) return null;
    return (
      <div key={stops} className="reasons">
        <h3>{stopWords[stops]}</h3>
        <ul className="waits">
          {own.map(({ message, outcome }) => (
            <li key={message} className={outcome === null ? 'open' : evaluationLooks[outcome].tone}>
              <Icon
                name={outcome === null ? (stops === 'proposal' ? 'not-met' : 'info') : evaluationLooks[outcome].icon}
              />
              <span>
                {outcome === null ? null : <span className="sr">{evaluationLooks[outcome].word}: </span>}
                <Prose text={message} program={program} />
              </span>
            </li>
          ))}
        </ul>
      </div>
    );
  });
}
