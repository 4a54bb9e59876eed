import { giveAttestation } from '@/lib/usecases/commands/attest';
import { markRetirementItem } from '@/lib/usecases/commands/mark-retirement-item';
import { proveWayBack } from '@/lib/usecases/commands/prove-way-back';
import { rollBack } from '@/lib/usecases/commands/roll-back';
import { instantOn } from './calendar';
import { acknowledging, decisionSteps, laneOf, live, minutesAfter, type Step, signing } from './deciding';
import { breakGlassSteps, delegation, governing, holdSteps } from './governing-steps';
import type { Act, Of } from './scenario/act';
import { contextAt, must, type Stage } from './stage';
import { mergePatterns, triage } from './triage';

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
      const { to, title, rationale, rollbackDays, lanes, guards, date } = act;
      const proposal = {
        ...{ kind: act.do, context, to, title, rationale },
        ...(lanes !== undefined && { lanes: lanes.map(laneOf) }),
        ...(rollbackDays !== undefined && { rollbackDays }),
        ...(guards !== undefined && { guards: [...guards] }),
        ...(date !== undefined && { scheduledFor: instantOn(stage.calendar, date.day, date.time).toISOString() }),
        ...(act.fate === 'draft' && { draft: true }),
      };
      return decisionSteps(stage, at, proposal, act.voices, act.fate === undefined);
    }
    case 'roll_back':
      return rollBackSteps(stage, act, at);
    case 'hold':
      return holdSteps(stage, act, at);
    case 'accept_risk':
    case 'extend_rollback_window':
      return governing(stage, act, at);
    case 'delegate':
      return [delegation(stage, act, at)];
    case 'break_glass':
      return breakGlassSteps(stage, act, at);
    case 'triage':
      return [{ at, what: `triage of ${act.field}`, run: (when) => triage(stage, act, when) }];
    case 'merge':
      return [{ at, what: `merging ${act.fields.join(' and ')}`, run: (when) => mergePatterns(stage, act, when) }];
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
