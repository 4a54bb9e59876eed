'use client';

import { When } from '@/components/format/moment';
import { percent } from '@/components/format/number';
import type { ApiProblem } from '@/components/query/problem';
import { ProblemNote } from '@/components/ui/problem-note';
import type { PreflightView } from '@/lib/contract/v1/preflight';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import type { Role } from '@/lib/domain/words';
import { Drawing } from './drawing';
import { type Reason, Reasons, reasonsOf } from './reasons';

/** Who holds which role, by name: a preflight only counts them. */
export type Holders = Partial<Record<Role, readonly string[]>>;

/** "Two things stand in the way" */
export const reasonsTitle = (reasons: readonly Reason[] | null): string => {
  if (reasons === null) return 'Looking at what stands in the way';
  if (reasons.length === 0) return 'Only sign-offs stand in the way';
  return reasons.length === 1 ? 'One thing stands in the way' : `${reasons.length} things stand in the way`;
};

type Slot = PreflightView['slots'][number];

const names = ({ role, people }: Slot, holders: Holders): string => {
  const who = people.length > 0 ? people : (holders[role] ?? []);
  return who.length === 0 ? '' : listed([...who]);
};

/** Who would have to sign: each place with those who could fill it. */
export function Signers({ slots, holders }: { slots: PreflightView['slots']; holders: Holders }) {
  return (
    <ul className="signers">
      {slots.map((slot) => (
        <li key={`${slot.role} ${slot.people.join()}`}>
          <strong>{roleTitles[slot.role]}</strong>
          {slot.count === 1 ? '' : `, ${slot.count} people`}
          <span className="sub">
            {slot.candidates < slot.count ? (
              <span className="bad">
                {slot.candidates === 0 ? 'nobody can fill it now' : `only ${slot.candidates} can fill it now`}
              </span>
            ) : (
              names(slot, holders) || (slot.candidates === 1 ? 'one person can' : `${slot.candidates} people can`)
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** "24.1 % of writes", "all of reads and writes" */
const trafficOf = ({ workloads, sharePercent }: NonNullable<PreflightView['payload']>['stakes']): string => {
  if (workloads.length === 0) return 'none';
  const of = listed(workloads);
  if (sharePercent === null) return `Its share of ${of} is not declared, so it counts as all.`;
  return sharePercent === 100 ? `All of ${of}.` : `${percent(sharePercent / 100)} of ${of}.`;
};

type Props = {
  answer: PreflightView | null;
  problem: ApiProblem | null;
  behind: boolean;
  program: string;
  holders: Holders;
};

/** What would be answered now: every reason at once, who would have to sign, what it touches, and until when one could go back. */
export function Preflight({ answer, problem, behind, program, holders }: Props) {
  const reasons = answer === null ? null : reasonsOf(answer);
  const { payload = null } = answer ?? {};
  return (
    <>
      <div aria-live="polite" aria-busy={behind}>
        <h2>{reasonsTitle(reasons)}</h2>
        {reasons === null ? null : <Reasons reasons={reasons} program={program} />}
        <ProblemNote problem={problem} />
      </div>
      {payload?.drawing == null ? null : <Drawing drawing={payload.drawing} ended={payload.lanes} />}
      {answer === null || answer.slots.length === 0 ? null : (
        <div>
          <h3>Who would have to sign</h3>
          <Signers slots={answer.slots} holders={holders} />
        </div>
      )}
      {answer === null || payload === null ? null : (
        <dl className="would-be">
          <dt>Traffic touched</dt>
          <dd>{trafficOf(payload.stakes)}</dd>
          {answer.effectiveFrom === null ? null : (
            <>
              <dt>{payload.scheduledFor === null ? 'If it were executed now' : 'Executed by itself'}</dt>
              <dd>
                {payload.scheduledFor === null ? 'in effect from' : 'at'}{' '}
                <When at={payload.scheduledFor ?? answer.effectiveFrom} now={answer.at} />
              </dd>
            </>
          )}
          {answer.rollbackUntil === null ? null : (
            <>
              <dt>The way back</dt>
              <dd>
                {payload.rollbackDays === null ? '' : `${payload.rollbackDays} d, now until `}
                <When at={answer.rollbackUntil} now={answer.at} />. Then going back takes a new decision.
              </dd>
            </>
          )}
          {answer.expiresAt === null ? null : (
            <>
              <dt>Expires</dt>
              <dd>
                <When at={answer.expiresAt} now={answer.at} />, unless it is executed
              </dd>
            </>
          )}
        </dl>
      )}
    </>
  );
}
