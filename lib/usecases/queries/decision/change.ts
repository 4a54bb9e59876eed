import type { ChangeView, DocumentChangeView } from '@/lib/contract/views/decision';
import type { MatrixView } from '@/lib/contract/views/parts';
import { laneNameOf, laneText } from '@/lib/domain/authority/lane';
import { leaseMsAt } from '@/lib/domain/authority/lease';
import { parseRuleSet } from '@/lib/domain/comparison/rule-set';
import { titleOfKey } from '@/lib/domain/criteria/criterion-title';
import { effectiveFromOf } from '@/lib/domain/decision/effective-from';
import { documentChangesOf, forwardOf, lanesOf, type Payload } from '@/lib/domain/decision/payload';
import { listed } from '@/lib/domain/kernel/in-words';
import type { Side } from '@/lib/domain/words';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import type { RuleVersionLine } from '@/lib/store/read-models/rule-versions';
import { governingSentence, isGoverning } from '@/lib/usecases/queries/parts/governing-words';
import { lanesText } from '@/lib/usecases/queries/parts/lane-words';
import { matrixAfter, matrixOf } from '@/lib/usecases/queries/parts/matrix';
import { type Picture, policyIn } from '@/lib/usecases/queries/parts/picture';
import { momentText, spanText } from '@/lib/usecases/queries/parts/say';
import { payloadLanesText, redrawText } from '@/lib/usecases/queries/parts/stake';

/** Which side a payload takes its lanes to. */
const sideAfter = (payload: Payload): Side =>
  payload.kind === 'rollback' || (payload.kind === 'break_glass' && payload.side === 'legacy') ? 'legacy' : 'target';

const isMove = (payload: Payload): payload is Extract<Payload, { kind: 'advance' | 'rollback' | 'break_glass' }> =>
  payload.kind === 'advance' || payload.kind === 'rollback' || payload.kind === 'break_glass';

/** The old value beside the new, as it is signed; lanes by the names of their audiences. */
export const documentChangeViews = (context: ListedContext | null, payload: Payload): DocumentChangeView[] => {
  if (payload.kind === 'extend_deadline')
    return payload.changes.map((change) => ({ ...change, place: 'The hard date' }));
  if (payload.kind !== 'extend_rollback_window' || context === null) return documentChangesOf(payload);
  const lanes = [...(context.former ?? []), ...context.lanes].map(({ lane }) => lane);
  return payload.changes.map((change) => {
    const window = payload.windows.find((each) => change.path.endsWith(laneText(each).replace('/', '~1')));
    const lane = lanes.find(({ id }) => id === window?.laneId);
    return lane === undefined ? change : { ...change, place: `Way back of ${lanesText([lane], lanes)}` };
  });
};

/** The lanes of a context that a payload moves. */
export const movedLanes = (context: ListedContext | null, payload: Payload) => {
  const names = new Set(lanesOf(payload).map(laneText));
  return (context?.lanes ?? []).filter(({ lane }) => names.has(laneText(laneNameOf(lane))));
};

/** When a payload would take effect if it were executed now. */
export const effectIfNow = (picture: Picture, context: ListedContext, payload: Payload): Date => {
  if (!isMove(payload)) return picture.now;
  const move = { lanes: movedLanes(context, payload), to: sideAfter(payload), stage: payload.to };
  return effectiveFromOf(context, move, policyIn(picture, context.programId).document, picture.now);
};

/** "epoch 4, 31 s after it is executed: one second and the lease of 30 s now in force" */
export const takesEffectText = (picture: Picture, context: ListedContext | null, payload: Payload): string => {
  const lanes = movedLanes(context, payload);
  if (context === null || !isMove(payload) || lanes.length === 0) return 'at once when it is executed';
  const leases = policyIn(picture, context.programId).document;
  const wait = effectIfNow(picture, context, payload).getTime() - picture.now.getTime();
  const lease = Math.max(...lanes.map(({ windows }) => leaseMsAt(windows, leases, picture.now)));
  const epochs = [...new Set(lanesOf(payload).map(({ epoch }) => epoch + 1))].sort((a, b) => a - b);
  const epoch = epochs.length === 1 ? `epoch ${epochs[0]}` : `epochs ${listed(epochs.map(String))}`;
  const usual = wait <= lease + 1_000;
  const why = usual
    ? `one second and the lease of ${spanText(lease)} now in force`
    : 'after what is on record and not yet in effect';
  return `${epoch}, ${spanText(wait)} after it is executed: ${why}`;
};

const matrices = (
  picture: Picture,
  context: ListedContext | null,
  payload: Payload,
  record: { number: number | null; effectiveFrom: Date | null; ended: boolean },
): { now: MatrixView; after: MatrixView } | null => {
  if (context === null || !isMove(payload)) return null;
  const { effectiveFrom } = record;
  if (effectiveFrom !== null) {
    const before = matrixOf(context, new Date(effectiveFrom.getTime() - 1));
    return { now: before, after: matrixOf(context, effectiveFrom) };
  }
  if (record.ended) return null;
  const now = matrixOf(context, picture.now);
  const moved = new Set(payload.lanes.map(laneText));
  return {
    now,
    after: matrixAfter(now, moved, { side: sideAfter(payload), stage: payload.to, decision: record.number }),
  };
};

const sentenceOf = (context: ListedContext | null, payload: Payload): string => {
  if (isGoverning(payload)) return governingSentence(payload);
  if (context === null) throw new Error('this kind of decision is about a context');
  if (payload.kind === 'activate_rules')
    return 'Runs whose window ends from then on are judged by it; earlier judgements stay as they were.';
  if (payload.kind === 'review_rollback') return 'Authority stays as it is; moves towards target are possible again.';
  if (payload.kind === 'review_break_glass')
    return 'Authority stays as it is; once it is signed, moves towards target are possible again.';
  if (payload.kind === 'rollback' || (payload.kind === 'break_glass' && payload.side === 'legacy')) {
    return payload.lanes.length === 0
      ? 'Authority stays with legacy; the stage goes back.'
      : `Legacy takes ${payloadLanesText(context, payload)} again; target goes on in its shadow.`;
  }
  if (payload.kind === 'redraw_lanes') return redrawText(payload);
  if (payload.to === 'shadow')
    return 'Legacy stays authoritative; target processes the same input, and what it does is thrown away.';
  if (payload.to === 'validated') return 'Authority stays with legacy; results are taken as proven to agree.';
  const text = payloadLanesText(context, payload);
  return payload.kind === 'advance' && payload.legacyAfter === 'shadow'
    ? `Target takes ${text}; legacy goes on there in its shadow, and what it does is thrown away.`
    : `Target takes ${text}; legacy stands by there and takes no writes.`;
};

type ChangeInput = {
  picture: Picture;
  context: ListedContext | null;
  payload: Payload;
  record: { number: number | null; effectiveFrom: Date | null; ended: boolean };
  sideEffects: readonly string[];
  rules: readonly RuleVersionLine[];
  reviews: ChangeView['reviews'];
};

const rulesChange = (payload: Payload, rules: readonly RuleVersionLine[]): ChangeView['rules'] => {
  if (payload.kind !== 'activate_rules') return null;
  const documentOf = (version: number) => {
    const parsed = parseRuleSet(rules.find((line) => line.version === version)?.document ?? {});
    if (!parsed.ok) throw new Error(`rule set version ${version} does not parse`);
    return parsed.value;
  };
  const { replaces, ruleSet } = payload;
  return {
    from: replaces,
    to: ruleSet.version,
    before: replaces === null ? null : documentOf(replaces),
    after: documentOf(ruleSet.version),
  };
};

const guardsOf = (payload: Payload, titleOf: (criterion: string) => string): ChangeView['guards'] =>
  payload.kind !== 'advance'
    ? []
    : (payload.guards ?? []).map(({ criterion, onBreak }) => ({
        criterion,
        onBreak,
        sentence:
          onBreak === 'roll_back'
            ? `Where “${titleOf(criterion)}” is not met inside the window, these lanes go back by themselves, once, in the name of who executed it.`
            : `Where “${titleOf(criterion)}” is not met inside the window, a hold stops the context by itself, once.`,
      }));

const emergencyOf = (payload: Payload): ChangeView['emergency'] => {
  if (payload.kind === 'break_glass')
    return { incident: payload.incident, finding: null, follows: null, acknowledgeBy: null };
  if (payload.kind !== 'review_break_glass') return null;
  const { incident, finding, acknowledgeBy } = payload;
  return { incident, finding: finding?.verdict ?? null, follows: finding?.follows ?? null, acknowledgeBy };
};

/** What a decision changes: who holds what before and after it, whom that touches, and when. */
export const changeOf = ({
  picture,
  context,
  payload,
  record,
  sideEffects,
  rules,
  reviews,
}: ChangeInput): ChangeView => {
  const moved = movedLanes(context, payload);
  const drawn = matrices(picture, context, payload, record);
  const served = moved.filter(({ lane }) => lane.audience.kind === 'subscriber');
  const becomesReal = forwardOf(payload) !== null && moved.some(({ lane }) => lane.workload !== 'reads');
  return {
    now: drawn?.now ?? null,
    after: drawn?.after ?? null,
    changed: moved.map(({ lane }) => laneNameOf(lane)),
    total: context?.lanes.length ?? 0,
    takesEffect:
      record.effectiveFrom === null
        ? record.ended
          ? 'never: it was not executed'
          : takesEffectText(picture, context, payload)
        : `since ${momentText(record.effectiveFrom, picture.now)}`,
    subscribers: [...new Set(served.map(({ lane }) => lane.audience.name))],
    sideEffects: becomesReal ? [...sideEffects] : [],
    sentence: sentenceOf(context, payload),
    rules: rulesChange(payload, rules),
    reviews,
    guards: guardsOf(payload, (key) => titleOfKey(picture.criteria.get(context?.id ?? '')?.document, key)),
    emergency: emergencyOf(payload),
  };
};
