import type { DecisionBrief } from '@/lib/contract/v1/contexts';
import { type LaneRef, laneRef } from '@/lib/contract/v1/criteria';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { acknowledge } from '@/lib/usecases/commands/acknowledge';
import { giveAttestation } from '@/lib/usecases/commands/attest';
import { executeDecision } from '@/lib/usecases/commands/execute-decision';
import { liftHold } from '@/lib/usecases/commands/lift-hold';
import { markRetirementItem } from '@/lib/usecases/commands/mark-retirement-item';
import { placeHold } from '@/lib/usecases/commands/place-hold';
import { proposeDecision } from '@/lib/usecases/commands/propose-decision';
import { proveWayBack } from '@/lib/usecases/commands/prove-way-back';
import { rollBack } from '@/lib/usecases/commands/roll-back';
import { giveSignOff } from '@/lib/usecases/commands/sign-decision';
import { system } from '@/lib/usecases/context';
import { readContext } from '@/lib/usecases/queries/list-contexts';
import { listDecisions, readDecision } from '@/lib/usecases/queries/list-decisions';
import { listRouters } from '@/lib/usecases/queries/list-routers';
import { instantOn } from './calendar';
import type { Act, LaneText, Voice } from './scenario/act';
import { contextAt, must, type Stage } from './stage';
import { triage } from './triage';

/** One call of a use case, and so one transaction, at its instant of the past. */
export type Step = { at: Date; what: string; run: (at: Date) => Promise<void> };

const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

const laneOf = (text: LaneText): LaneRef =>
  laneRef.parse({ workload: text.split('/')[0], audience: text.split('/')[1] });

/** The decision that several steps are about; looked up where an earlier load proposed it. */
type Live = { decision: DecisionView | null; find: () => Promise<DecisionView> };

const live = (stage: Stage, context: string, isIt: (brief: DecisionBrief) => boolean): Live => {
  const asker = system('demo');
  const find = async (): Promise<DecisionView> => {
    const { items } = must('decisions', await listDecisions(asker, stage.program, { context, limit: 100 }));
    const found = items.find(isIt);
    if (found === undefined) throw new Error(`a step of ${context} comes before its decision`);
    return must('a decision', await readDecision(asker, stage.program, String(found.number)));
  };
  return { decision: null, find };
};

const signing = (stage: Stage, name: string, of: Live, at: Date, voice: Voice): Step => {
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
const acknowledging = (stage: Stage, name: string, changedAt: Date): Step => {
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
const decisionSteps = (
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
  const end = executed ? [executing(stage, what, of, executedAt), acknowledging(stage, what, executedAt)] : [];
  return [{ at, what, run }, ...signed, ...end];
};

type Of<Name extends Act['do']> = Extract<Act, { do: Name }>;

const rollBackSteps = (stage: Stage, act: Of<'roll_back'>, at: Date): Step[] => {
  const review = live(stage, act.context, ({ kind }) => kind === 'review_rollback');
  const what = `rollback of ${act.context}`;
  const reviewAt = instantOn(stage.calendar, act.review.day, act.review.time ?? '09:30');
  const run = async (when: Date) => {
    const context = contextAt(stage.cast('operations', when), when);
    const body = { lanes: act.lanes.map(laneOf), reason: act.reason };
    must(what, await rollBack(context, stage.program, act.context, body));
  };
  const signed = act.review.voices.map((voice, index) =>
    signing(stage, `${what}, review`, review, minutesAfter(reviewAt, 40 * index), voice),
  );
  const heard = acknowledging(stage, what, at);
  // The last signature closes the review.
  return [{ at, what, run }, heard, ...signed];
};

const holdSteps = (stage: Stage, act: Of<'hold'>, at: Date): Step[] => {
  const what = `hold on ${act.context}`;
  const run = async (when: Date) => {
    const context = contextAt(stage.cast(act.by, when), when);
    must(what, await placeHold(context, stage.program, { context: act.context, reason: act.reason }));
  };
  const { lifted } = act;
  if (lifted === undefined) return [{ at, what, run }];
  const lift = async (when: Date) => {
    const { holds } = must(what, await readContext(system('demo'), stage.program, act.context));
    const context = contextAt(stage.cast(lifted.by, when), when);
    const id = holds.find(({ reason }) => reason === act.reason)?.id ?? '';
    must(`${what}, lifted`, await liftHold(context, stage.program, id, lifted.reason));
  };
  const liftedAt = instantOn(stage.calendar, lifted.day, lifted.time ?? '09:30');
  return [
    { at, what, run },
    { at: liftedAt, what: `${what}, lifted`, run: lift },
  ];
};

const attestation = (stage: Stage, act: Of<'attest'>, at: Date): Step => {
  const what = `attestation of ${act.criterion} for ${act.context}`;
  const declared = stage.manifest.contexts.find((context) => context.slug === act.context);
  const criterion = Object.values(declared?.criteria?.transitions ?? {})
    .flat()
    .find((one) => one?.key === act.criterion);
  if (criterion?.kind !== 'attestation') throw new Error(`${what}: the manifest has no such criterion`);
  const { role, statement } = criterion;
  const run = async (when: Date) => {
    const body = { criterion: act.criterion, role, statement, evidence: act.evidence };
    must(what, await giveAttestation(contextAt(stage.cast(role, when), when), stage.program, act.context, body));
  };
  return { at, what, run };
};

/** The steps of one act; those of a decision lie hours apart. */
export const stepsOf = (stage: Stage, act: Act): Step[] => {
  const at = instantOn(stage.calendar, act.day, act.time ?? '09:30');
  const { context } = act;
  switch (act.do) {
    case 'attest':
      return [attestation(stage, act, at)];
    case 'activate_rules': {
      const { title, rationale, version } = act;
      const proposal = { kind: act.do, context, version, title, rationale };
      return decisionSteps(stage, at, proposal, [{ role: 'business' }], true);
    }
    case 'advance': {
      const { to, title, rationale, rollbackDays, lanes } = act;
      const asked = { kind: act.do, context, to, title, rationale };
      const days = rollbackDays === undefined ? asked : { ...asked, rollbackDays };
      const proposal = lanes === undefined ? days : { ...days, lanes: lanes.map(laneOf) };
      return decisionSteps(stage, at, proposal, act.voices, act.executed ?? true);
    }
    case 'roll_back':
      return rollBackSteps(stage, act, at);
    case 'hold':
      return holdSteps(stage, act, at);
    case 'triage':
      return [{ at, what: `triage of ${act.field}`, run: (when) => triage(stage, act, when) }];
    case 'prove_way_back': {
      const what = `proof of the way back of ${context}`;
      const run = async (when: Date) => {
        const person = contextAt(stage.cast('operations', when), when);
        const { workloads, lost, evidence } = act;
        const body = {
          workloads: [...workloads],
          ...(lost === undefined ? { quality: 'lossless' as const } : { quality: 'lossy' as const, lost }),
          evidence,
          provenAt: minutesAfter(when, -60).toISOString(),
          validUntil: minutesAfter(when, act.days * 1_440 - 60).toISOString(),
        };
        must(what, await proveWayBack(person, stage.program, context, body));
      };
      return [{ at, what, run }];
    }
    case 'retire': {
      const what = `retirement of ${act.item}`;
      const run = async (when: Date) => {
        const person = contextAt(stage.cast(act.by, when), when);
        const patch = { state: 'done' as const, evidence: act.evidence };
        must(what, await markRetirementItem(person, stage.program, act.item, patch));
      };
      return [{ at, what, run }];
    }
  }
};
