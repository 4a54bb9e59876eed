import type { DecisionBrief } from '@/lib/contract/v1/contexts';
import { type LaneRef, laneRef } from '@/lib/contract/v1/criteria';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { acknowledge } from '@/lib/usecases/commands/acknowledge';
import { executeDecision } from '@/lib/usecases/commands/execute-decision';
import { proposeDecision } from '@/lib/usecases/commands/propose-decision';
import { giveSignOff } from '@/lib/usecases/commands/sign-decision';
import { system } from '@/lib/usecases/context';
import { listDecisions, readDecision } from '@/lib/usecases/queries/list-decisions';
import { listRouters } from '@/lib/usecases/queries/list-routers';
import type { LaneText, Voice } from './scenario/act';
import { contextAt, must, type Stage } from './stage';

/** One call of a use case, and so one transaction, at its instant of the past. */
export type Step = { at: Date; what: string; run: (at: Date) => Promise<void> };

export const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

/** A lane as the API takes it. */
export const laneOf = (text: LaneText): LaneRef =>
  laneRef.parse({ workload: text.split('/')[0], audience: text.split('/')[1] });

/** The decision that several steps are about; looked up where an earlier load proposed it. */
export type Live = { decision: DecisionView | null; find: () => Promise<DecisionView> };

/** The decision of a context that fits. */
export const live = (stage: Stage, context: string, isIt: (brief: DecisionBrief) => boolean): Live => {
  const asker = system('demo');
  const find = async (): Promise<DecisionView> => {
    const { items } = must('decisions', await listDecisions(asker, stage.program, { context, limit: 100 }));
    const found = items.find(isIt);
    if (found === undefined) throw new Error(`a step of ${context} comes before its decision`);
    return must('a decision', await readDecision(asker, stage.program, String(found.number)));
  };
  return { decision: null, find };
};

/** One person's word on it; each has just proved who they are. */
export const signing = (stage: Stage, name: string, of: Live, at: Date, voice: Voice): Step => {
  const what = `${name}, signed as ${voice.role}`;
  const run = async (when: Date) => {
    const { number, revision, evidenceHash } = of.decision ?? (await of.find());
    const verdict = voice.refuses === undefined ? 'approve' : 'refuse';
    const comment = voice.refuses ?? voice.says;
    const given = { revision, evidenceHash, role: voice.role, verdict, method: 'password' } as const;
    const body = comment === undefined ? given : { ...given, comment };
    const context = contextAt(stage.cast(voice.role, when), when);
    of.decision = must(what, await giveSignOff(context, stage.program, String(number), body));
  };
  return { at, what, run };
};

const executing = (stage: Stage, name: string, of: Live, at: Date): Step => {
  const what = `${name}, executed`;
  const run = async (when: Date) => {
    const { number, revision, evidenceHash } = of.decision ?? (await of.find());
    const context = contextAt(stage.cast('lead', when), when);
    const shown = { revision, evidenceHash };
    of.decision = must(what, await executeDecision(context, stage.program, String(number), shown));
  };
  return { at, what, run };
};

/** The program's routers follow a change within minutes, and say so. */
export const acknowledging = (stage: Stage, name: string, changedAt: Date): Step => {
  const what = `${name}, acknowledged`;
  const run = async (when: Date) => {
    const { items } = must(what, await listRouters(system('demo'), stage.program, { limit: 100 }));
    for (const router of items) {
      const held = router.lanes.filter(({ onRecord }) => onRecord.epoch > 0);
      const applied = held.map(({ context, workload, audience, onRecord }) => ({
        context,
        workload,
        audience,
        epoch: onRecord.epoch,
      }));
      const context = contextAt({ kind: 'system', name: router.name }, when);
      must(what, await acknowledge(context, stage.program, router.slug, { items: applied }));
    }
  };
  return { at: minutesAfter(changedAt, 3), what, run };
};

/** Proposal by the migration lead, then each voice 40 minutes after the one before, then execution by the lead. */
export const decisionSteps = (
  stage: Stage,
  at: Date,
  proposal: Extract<ProposalBody, { context: string }>,
  voices: readonly Voice[],
  executed: boolean,
): Step[] => {
  const of = live(stage, proposal.context, ({ title }) => title === proposal.title);
  const what = `${proposal.kind} ${proposal.context}: ${proposal.title}`;
  const run = async (when: Date) => {
    const context = contextAt(stage.cast('lead', when), when);
    of.decision = must(what, await proposeDecision(context, stage.program, proposal));
  };
  const signed = voices.map((voice, index) => signing(stage, what, of, minutesAfter(at, 40 * (index + 1)), voice));
  const executedAt = minutesAfter(at, 40 * (voices.length + 1));
  const end = executed ? [executing(stage, what, of, executedAt)] : [];
  const heard = executed && proposal.kind === 'advance' ? [acknowledging(stage, what, executedAt)] : [];
  return [{ at, what, run }, ...signed, ...end, ...heard];
};
