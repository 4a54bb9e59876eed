import { type LaneRef, laneRef } from '@/lib/contract/v1/criteria';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { giveAttestation } from '@/lib/usecases/commands/attest';
import { executeDecision } from '@/lib/usecases/commands/execute-decision';
import { liftHold } from '@/lib/usecases/commands/lift-hold';
import { markRetirementItem } from '@/lib/usecases/commands/mark-retirement-item';
import { placeHold } from '@/lib/usecases/commands/place-hold';
import { proposeDecision } from '@/lib/usecases/commands/propose-decision';
import { rollBack } from '@/lib/usecases/commands/roll-back';
import { giveSignOff } from '@/lib/usecases/commands/sign-decision';
import { readDecision } from '@/lib/usecases/queries/list-decisions';
import { instantOn } from './calendar';
import type { Act, LaneText, Voice } from './scenario/act';
import { contextAt, must, type Stage } from './stage';
import { triage } from './triage';

/** One call of a use case at its instant of the past. */
export type Step = { at: Date; what: string; run: () => Promise<void> };

const minutesAfter = (at: Date, minutes: number): Date => new Date(at.getTime() + minutes * 60_000);

const laneOf = (text: LaneText): LaneRef =>
  laneRef.parse({ workload: text.split('/')[0], audience: text.split('/')[1] });

type Live = { decision: DecisionView | null };

const numberOf = (live: Live, what: string): DecisionView => {
  if (live.decision === null) throw new Error(`"${what}" comes before its decision`);
  return live.decision;
};

const signing = (stage: Stage, what: string, live: Live, at: Date, voice: Voice): Step => ({
  at,
  what: `${what}, signed as ${voice.role}`,
  run: async () => {
    const { number, revision, evidenceHash } = numberOf(live, what);
    const verdict = voice.refuses === undefined ? 'approve' : 'refuse';
    const comment = voice.refuses ?? voice.says;
    const given = { revision, evidenceHash, role: voice.role, verdict, method: 'password' } as const;
    const context = contextAt(stage.cast(voice.role, at), at);
    const body = comment === undefined ? given : { ...given, comment };
    live.decision = must(
      `${what}, signed as ${voice.role}`,
      await giveSignOff(context, stage.program, String(number), body),
    );
  },
});

const executing = (stage: Stage, what: string, live: Live, at: Date): Step => ({
  at,
  what: `${what}, executed`,
  run: async () => {
    const { number, revision, evidenceHash } = numberOf(live, what);
    const context = contextAt(stage.cast('lead', at), at);
    live.decision = must(
      `${what}, executed`,
      await executeDecision(context, stage.program, String(number), { revision, evidenceHash }),
    );
  },
});

/** Proposal by the migration lead, then each voice 40 minutes after the one before, then execution by the lead. */
const decisionSteps = (
  stage: Stage,
  at: Date,
  proposal: ProposalBody,
  voices: readonly Voice[],
  executed: boolean,
): Step[] => {
  const live: Live = { decision: null };
  const what = `${proposal.kind} ${proposal.context}: ${proposal.title}`;
  const propose: Step = {
    at,
    what,
    run: async () => {
      const context = contextAt(stage.cast('lead', at), at);
      live.decision = must(what, await proposeDecision(context, stage.program, proposal));
    },
  };
  const signed = voices.map((voice, index) => signing(stage, what, live, minutesAfter(at, 40 * (index + 1)), voice));
  const end = executed ? [executing(stage, what, live, minutesAfter(at, 40 * (voices.length + 1)))] : [];
  return [propose, ...signed, ...end];
};

type Of<Name extends Act['do']> = Extract<Act, { do: Name }>;

const rollBackSteps = (stage: Stage, act: Of<'roll_back'>, at: Date): Step[] => {
  const live: Live = { decision: null };
  const what = `rollback of ${act.context}`;
  const reviewAt = instantOn(stage.calendar, act.review.day, act.review.time ?? '09:30');
  const back: Step = {
    at,
    what,
    run: async () => {
      const context = contextAt(stage.cast('operations', at), at);
      const body = { lanes: act.lanes.map(laneOf), reason: act.reason };
      const { review } = must(what, await rollBack(context, stage.program, act.context, body));
      live.decision = must(what, await readDecision(context, stage.program, String(review.number)));
    },
  };
  const signed = act.review.voices.map((voice, index) =>
    signing(stage, `${what}, review`, live, minutesAfter(reviewAt, 40 * index), voice),
  );
  return [back, ...signed, executing(stage, `${what}, review`, live, minutesAfter(reviewAt, 120))];
};

const holdSteps = (stage: Stage, act: Of<'hold'>, at: Date): Step[] => {
  const what = `hold on ${act.context}`;
  let id = '';
  const place: Step = {
    at,
    what,
    run: async () => {
      const context = contextAt(stage.cast(act.by, at), at);
      ({ id } = must(what, await placeHold(context, stage.program, { context: act.context, reason: act.reason })));
    },
  };
  const { lifted } = act;
  if (lifted === undefined) return [place];
  const liftedAt = instantOn(stage.calendar, lifted.day, lifted.time ?? '09:30');
  const lift: Step = {
    at: liftedAt,
    what: `${what}, lifted`,
    run: async () => {
      const context = contextAt(stage.cast(lifted.by, liftedAt), liftedAt);
      must(`${what}, lifted`, await liftHold(context, stage.program, id, lifted.reason));
    },
  };
  return [place, lift];
};

const attestation = (stage: Stage, act: Of<'attest'>, at: Date): Step => {
  const what = `attestation of ${act.criterion} for ${act.context}`;
  const declared = stage.manifest.contexts.find((context) => context.slug === act.context);
  const criterion = Object.values(declared?.criteria?.transitions ?? {})
    .flat()
    .find((one) => one?.key === act.criterion);
  if (criterion?.kind !== 'attestation') throw new Error(`${what}: the manifest has no such criterion`);
  const { role, statement } = criterion;
  return {
    at,
    what,
    run: async () => {
      const body = { criterion: act.criterion, role, statement, evidence: act.evidence };
      must(what, await giveAttestation(contextAt(stage.cast(role, at), at), stage.program, act.context, body));
    },
  };
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
      return [{ at, what: `triage of ${act.field}`, run: () => triage(stage, act, at) }];
    case 'retire': {
      const what = `retirement of ${act.item}`;
      const run = async () => {
        const person = contextAt(stage.cast(act.by, at), at);
        const patch = { state: 'done' as const, evidence: act.evidence };
        must(what, await markRetirementItem(person, stage.program, act.item, patch));
      };
      return [{ at, what, run }];
    }
  }
};
