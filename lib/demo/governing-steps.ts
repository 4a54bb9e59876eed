import { acknowledgeReview } from '@/lib/usecases/commands/acknowledge-review';
import { moveOutsideGates } from '@/lib/usecases/commands/break-glass';
import { demoEmail } from '@/lib/usecases/commands/create-demo-accounts';
import { giveDelegation } from '@/lib/usecases/commands/give-delegation';
import { liftHold } from '@/lib/usecases/commands/lift-hold';
import { placeHold } from '@/lib/usecases/commands/place-hold';
import { reviseDecision } from '@/lib/usecases/commands/revise-decision';
import { system } from '@/lib/usecases/context';
import { readContext } from '@/lib/usecases/queries/list-contexts';
import { instantOn } from './calendar';
import { acknowledging, decisionSteps, laneOf, live, minutesAfter, type Step, signing } from './deciding';
import { type Of, voices } from './scenario/act';
import { contextAt, must, type Stage } from './stage';

/** A hold, or a freeze where it has a calendar, and its end where it was lifted. */
export const holdSteps = (stage: Stage, act: Of<'hold'>, at: Date): Step[] => {
  const what = `hold on ${act.context}`;
  const { calendar, lifted, reason } = act;
  const run = async (when: Date) => {
    const context = contextAt(stage.cast(act.by, when), when);
    // a local date-time, of the program's zone
    const from = `${when.toISOString().slice(0, 10)}T${calendar?.time}`;
    const windows = calendar && { rule: calendar.rule, from, durationMinutes: calendar.hours * 60 };
    must(what, await placeHold(context, stage.program, { context: act.context, reason, calendar: windows }));
  };
  if (lifted === undefined) return [{ at, what, run }];
  const lift = async (when: Date) => {
    const { holds } = must(what, await readContext(system('demo'), stage.program, act.context));
    const context = contextAt(stage.cast(lifted.by, when), when);
    const id = holds.find((hold) => hold.reason === reason)?.id ?? '';
    must(`${what}, lifted`, await liftHold(context, stage.program, id, lifted.reason));
  };
  const liftedAt = instantOn(stage.calendar, lifted.day, lifted.time ?? '09:30');
  return [
    { at, what, run },
    { at: liftedAt, what: `${what}, lifted`, run: lift },
  ];
};

/** A decision about what governs a context: a risk that somebody bears, or a longer way back. */
export const governing = (stage: Stage, act: Of<'accept_risk'> | Of<'extend_rollback_window'>, at: Date): Step[] => {
  const { context, title, rationale } = act;
  const told = { context, title, rationale };
  if (act.do === 'extend_rollback_window') {
    const proposal = { kind: act.do, ...told, lanes: act.lanes.map(laneOf), days: act.days };
    return decisionSteps(stage, at, proposal, voices.extension, true);
  }
  const { criterion, gap, mitigation } = act;
  const until = instantOn(stage.calendar, act.until).toISOString();
  const proposal = { kind: act.do, ...told, criterion, owner: demoEmail(act.owner), gap, mitigation, until };
  return decisionSteps(stage, at, proposal, voices.risk, true);
};

/** Somebody lends their place to a colleague, for this context. */
export const delegation = (stage: Stage, act: Of<'delegate'>, at: Date): Step => {
  const what = `${act.by} lends the place to ${act.to}`;
  const run = async (when: Date) => {
    const body = {
      to: demoEmail(act.to),
      role: act.by,
      contexts: [act.context],
      until: instantOn(stage.calendar, act.until).toISOString(),
      reason: act.reason,
    };
    must(what, await giveDelegation(contextAt(stage.cast(act.by, when), when), stage.program, body));
  };
  return { at, what, run };
};

/** Back to legacy outside the gates, and its review: taken on, written up, and signed by others. */
export const breakGlassSteps = (stage: Stage, act: Of<'break_glass'>, at: Date): Step[] => {
  const what = `break-glass in ${act.context}`;
  const { incident, reason, review } = act;
  const of = live(stage, act.context, ({ kind }) => kind === 'review_break_glass');
  const asIn = async (role: Of<'break_glass'>['review']['by'], when: Date) => {
    const { number, revision } = of.decision ?? (await of.find());
    return { context: contextAt(stage.cast(role, when), when), number: String(number), revision };
  };
  const back = async (when: Date) => {
    const context = contextAt(stage.cast('operations', when), when);
    const body = { side: 'legacy', lanes: act.lanes.map(laneOf), incident, reason, method: 'password' } as const;
    must(what, await moveOutsideGates(context, stage.program, act.context, body));
  };
  const take = async (when: Date) => {
    const { context, number } = await asIn(review.takenOnBy, when);
    of.decision = must(`${what}, taken on`, await acknowledgeReview(context, stage.program, number));
  };
  const write = async (when: Date) => {
    const { context, number, revision } = await asIn(review.by, when);
    const { reason: why, finding, follows } = review;
    const body = { revision, reason: why, finding, follows };
    of.decision = must(`${what}, written up`, await reviseDecision(context, stage.program, number, body));
  };
  const reviewAt = instantOn(stage.calendar, review.day, review.time ?? '09:30');
  return [
    { at, what, run: back },
    acknowledging(stage, what, at),
    { at: minutesAfter(at, 90), what: `${what}, taken on`, run: take },
    { at: reviewAt, what: `${what}, written up`, run: write },
    ...review.voices.map((voice, index) =>
      signing(stage, `${what}, review`, of, minutesAfter(reviewAt, 40 * (index + 1)), voice),
    ),
  ];
};
