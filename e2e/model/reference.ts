// A second telling of who may move authority and what comes of it, written from the domain page and not from the code:
// plain state, plain rules, quorum by trying everything. What the product does is held against it, command by command.

import {
  type Decision,
  dayMs,
  laneNames,
  type Model,
  type Move,
  type Role,
  type Side,
  type SignOff,
  type Stage,
  type State,
  type Window,
} from './state';
import { isOpen, longer, notLonger, opened } from './windows';

const order: Stage[] = ['planned', 'shadow', 'validated', 'selective', 'full'];
const earlier = (a: Stage, b: Stage): boolean => order.indexOf(a) < order.indexOf(b);

const sideOf = (model: Model, lane: string): Side | undefined => model.lanes.get(lane)?.side;
const onSide = (model: Model, side: Side): string[] => laneNames.filter((lane) => sideOf(model, lane) === side);

// What a move would do ---------------------------------------------------------------------------------------------

type Would = { would: Decision['would'] } | { refused: string };

const seen = (model: Model, lanes: readonly string[]) =>
  [...lanes].sort().map((lane) => ({ lane, epoch: model.lanes.get(lane)?.epoch ?? 0 }));

const allowed: [Stage, Stage][] = [
  ['planned', 'shadow'],
  ['shadow', 'validated'],
  ['validated', 'selective'],
  ['selective', 'selective'],
  ['selective', 'full'],
];

const wellNamed = (model: Model, lanes: readonly string[], side: Side): boolean =>
  new Set(lanes).size === lanes.length && lanes.every((lane) => sideOf(model, lane) === side);

/** Reads go before writes for the same audience, unless they go together. */
const inOrder = (model: Model, lanes: readonly string[]): boolean =>
  lanes
    .filter((lane) => lane.startsWith('writes/'))
    .map((lane) => lane.replace('writes/', 'reads/'))
    .every((reads) => lanes.includes(reads) || sideOf(model, reads) === 'target');

const forward = (model: Model, { to, lanes }: Move): Would => {
  if (to === null || !allowed.some(([a, b]) => a === model.stage && b === to))
    return { refused: 'transition_not_allowed' };
  const left = onSide(model, 'legacy');
  const fits = {
    planned: false,
    shadow: lanes.length === 0,
    validated: lanes.length === 0,
    selective:
      lanes.length > 0 && wellNamed(model, lanes, 'legacy') && lanes.length < left.length && inOrder(model, lanes),
    full: wellNamed(model, lanes, 'legacy') && (lanes.length === 0 || lanes.length === left.length),
  }[to];
  if (!fits) return { refused: 'lanes_not_allowed' };
  return { would: { from: model.stage, to, lanes: seen(model, to === 'full' ? left : lanes) } };
};

const backward = (model: Model, { to, lanes }: Move, atOnce: boolean): Would => {
  if (!wellNamed(model, lanes, 'target')) return { refused: 'lanes_not_allowed' };
  const held = onSide(model, 'target');
  const back = lanes.length === 0 && to !== null && to !== 'selective' && !atOnce ? held : lanes;
  if (back.length === 0 && (atOnce || held.length > 0 || to === null)) return { refused: 'lanes_not_allowed' };
  const remaining = held.length - back.length;
  const stage: Stage = remaining > 0 ? (remaining === laneNames.length ? 'full' : 'selective') : (to ?? 'validated');
  if (remaining > 0 && to !== null && to !== stage) return { refused: 'transition_not_allowed' };
  if (remaining === 0 && (earlier('validated', stage) || !earlier(stage, model.stage)))
    return { refused: 'transition_not_allowed' };
  return { would: { from: model.stage, to: stage, lanes: seen(model, back) } };
};

const windowsOf = (model: Model, lanes: readonly string[]): (Window | null)[] =>
  lanes.map((lane) => model.lanes.get(lane)?.window ?? null);

/** A longer way back moves no stage, wherever the context stands. */
const extending = (model: Model, { lanes }: Move): Would => {
  if (lanes.length === 0 || !wellNamed(model, lanes, 'target')) return { refused: 'lanes_not_allowed' };
  const refused = notLonger(windowsOf(model, lanes), model.now);
  return refused === null ? { would: { from: 'full', to: 'full', lanes: seen(model, lanes) } } : { refused };
};

const wouldOf = (model: Model, move: Move): Would => {
  if (move.kind === 'extension') return extending(model, move);
  return move.kind === 'advance' ? forward(model, move) : backward(model, move, false);
};

// Who must sign -----------------------------------------------------------------------------------------------------

const forwardPlaces: Record<string, Role[]> = {
  'planned>shadow': ['owner'],
  'shadow>validated': ['owner', 'business'],
  'validated>selective': ['business', 'operations', 'risk'],
  'selective>selective': ['business', 'operations', 'risk'],
  'selective>full': ['business', 'operations', 'risk', 'finance'],
};

export const placesOf = ({ kind, would }: Pick<Decision, 'kind' | 'would'>): Role[] => {
  if (kind === 'review') return ['business', 'risk'];
  if (kind === 'rollback') return ['business', 'operations', 'risk'];
  if (kind === 'extension') return ['operations', 'risk'];
  return forwardPlaces[`${would.from}>${would.to}`] ?? [];
};

/** The most places that these people can fill, each at most one, by trying every way. */
const mostFilled = (places: readonly Role[], people: readonly ReadonlySet<Role>[]): number => {
  const [first, ...others] = people;
  if (first === undefined) return 0;
  const without = mostFilled(places, others);
  const ways = [...new Set(places)]
    .filter((place) => first.has(place))
    .map(
      (place) =>
        1 +
        mostFilled(
          places.filter((_, at) => at !== places.indexOf(place)),
          others,
        ),
    );
  return Math.max(without, ...ways);
};

const current = (decision: Decision): SignOff[] =>
  decision.signOffs.filter(({ revision, revoked }) => revision === decision.revision && !revoked);

/** An approval counts for two weeks. */
const approvalDays = 14;

/** Approvals that count: given for what stands there now and not long ago, by somebody else, who still has the role. */
const approvers = (model: Model, decision: Decision, except: string | null = null): string[] =>
  current(decision)
    .filter(({ verdict, person, role, at }) => {
      const holds = model.roles.get(person)?.has(role) === true && model.now < at + approvalDays * dayMs;
      return verdict === 'approve' && holds && person !== except && !decision.authors.includes(person);
    })
    .map(({ person }) => person);

const rolesOf = (model: Model, person: string): ReadonlySet<Role> => model.roles.get(person) ?? new Set<Role>();

const filled = (model: Model, decision: Decision, people: readonly string[]): number =>
  mostFilled(
    placesOf(decision),
    people.map((person) => rolesOf(model, person)),
  );

const isComplete = (model: Model, decision: Decision, except: string | null = null): boolean =>
  filled(model, decision, approvers(model, decision, except)) === placesOf(decision).length;

const refusedBy = (decision: Decision): boolean => current(decision).some(({ verdict }) => verdict === 'refuse');

/** The state that anybody is shown. */
export const shownState = (model: Model, decision: Decision): State | 'approved' =>
  decision.state === 'open' && isComplete(model, decision) && !refusedBy(decision) ? 'approved' : decision.state;

// What moves by itself ----------------------------------------------------------------------------------------------

/** Going back answers for no match rate, and the one criterion here is one. */
const gated = (decision: Decision): boolean => decision.kind === 'advance';

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

const beginRevision = (model: Model, decision: Decision): void => {
  decision.revision += 1;
  decision.frozenMet = model.met;
};

const settleOne = (model: Model, decision: Decision): void => {
  if (decision.expiresAt !== null && decision.expiresAt <= model.now) {
    decision.state = 'expired';
    return;
  }
  if (decision.kind === 'review') return;
  const now = wouldOf(model, decision.asked);
  if ('refused' in now) {
    decision.state = 'superseded';
    return;
  }
  // Whoever approved found it standing, also if they took that back since.
  const found = decision.signOffs.some(
    ({ verdict, revision }) => verdict === 'approve' && revision === decision.revision,
  );
  const stood = decision.frozenMet || found;
  const fell = gated(decision) && stood && !model.met;
  const changed = !same(now.would, decision.would);
  decision.would = now.would;
  if (changed || fell) beginRevision(model, decision);
};

/** What time, evidence and other decisions have done to what is open. */
export const settle = (model: Model): void => {
  for (const decision of model.decisions) if (decision.state === 'open') settleOne(model, decision);
};

// Acts; each answers `ok` or the code of its refusal, and then changes nothing ----------------------------------------

const proposing: Role[] = ['lead', 'owner', 'operations', 'engineer'];
const holdsOne = (model: Model, person: string, roles: readonly Role[]): boolean =>
  roles.some((role) => rolesOf(model, person).has(role));

const wide = ({ would, kind }: Pick<Decision, 'would' | 'kind'>): boolean =>
  would.lanes.length === 0 || would.to === 'full' || (kind === 'rollback' && would.to !== 'selective');

/** An extension keeps no move from its lanes, and no move it: it only crosses others of its kind. */
const crosses = (a: Pick<Decision, 'would' | 'kind'>, b: Decision): boolean =>
  b.state === 'open' &&
  b.kind !== 'review' &&
  (a.kind === 'extension') === (b.kind === 'extension') &&
  ((a.kind !== 'extension' && (wide(a) || wide(b))) ||
    a.would.lanes.some(({ lane }) => b.would.lanes.some((other) => other.lane === lane)));

export const decisionDays = 7;

export const propose = (model: Model, person: string, move: Move): string => {
  const may = move.kind === 'advance' && move.to === 'shadow' ? (['lead'] as Role[]) : proposing;
  if (!holdsOne(model, person, may)) return 'role_missing';
  const derived = wouldOf(model, move);
  if ('refused' in derived) return derived.refused;
  const about = { kind: move.kind, would: derived.would };
  if (model.decisions.some((other) => crosses(about, other))) return 'decision_overlap';
  model.decisions.push({
    number: model.decisions.length + 1,
    ...about,
    // Going back is about the lanes that it found: once one of them is elsewhere, it has lost its object.
    asked: move.kind === 'rollback' ? { ...move, lanes: derived.would.lanes.map(({ lane }) => lane) } : move,
    proposer: person,
    authors: [person],
    state: 'open',
    revision: 1,
    frozenMet: model.met,
    signOffs: [],
    expiresAt: model.now + decisionDays * dayMs,
    dueAt: null,
  });
  return 'ok';
};

const ended = (decision: Decision): string | null => {
  if (decision.state === 'open') return null;
  return decision.state === 'expired' ? 'decision_expired' : 'decision_not_open';
};

/** A review that everybody needed has signed is done. */
const closeReview = (model: Model, decision: Decision): void => {
  if (decision.kind === 'review' && shownState(model, decision) === 'approved') decision.state = 'executed';
};

export type Signing = { role: Role; verdict: 'approve' | 'refuse'; revision: number };

export const sign = (model: Model, person: string, decision: Decision, asked: Signing): string => {
  const { role, verdict, revision } = asked;
  if (!rolesOf(model, person).has(role)) return 'role_missing';
  if (decision.authors.includes(person)) return 'self_approval';
  const over = ended(decision);
  if (over !== null) return over;
  if (revision !== decision.revision) return 'stale_view';
  if (current(decision).some((given) => given.person === person)) return 'already_signed';
  if (!placesOf(decision).includes(role)) return 'slot_not_open';
  const before = approvers(model, decision);
  if (verdict === 'approve' && filled(model, decision, [...before, person]) <= filled(model, decision, before))
    return 'slot_not_open';
  if (verdict === 'approve' && gated(decision) && !model.met) return 'criteria_not_met';
  decision.signOffs.push({ person, role, verdict, revision, revoked: false, at: model.now });
  if (verdict === 'refuse' && decision.kind !== 'review') decision.state = 'rejected';
  closeReview(model, decision);
  return 'ok';
};

export const revoke = (decision: Decision, person: string): string => {
  const given = decision.signOffs.findLast((signOff) => signOff.person === person && !signOff.revoked);
  if (given === undefined) return 'not_found';
  const over = ended(decision);
  if (over !== null) return over;
  if (given.revision !== decision.revision) return 'nothing_to_change';
  given.revoked = true;
  return 'ok';
};

export const withdraw = (model: Model, decision: Decision, person: string): string => {
  if (!holdsOne(model, person, proposing)) return 'role_missing';
  if (decision.proposer !== person && !rolesOf(model, person).has('owner')) return 'forbidden';
  const over = ended(decision);
  if (over !== null) return over;
  if (decision.kind === 'review') return 'transition_not_allowed';
  decision.state = 'withdrawn';
  return 'ok';
};

const isOverdue = (model: Model): boolean =>
  model.decisions.some(
    ({ kind, state, dueAt }) => kind === 'review' && state === 'open' && dueAt !== null && dueAt <= model.now,
  );

const obstacle = (model: Model, decision: Decision): string | null => {
  const advancing = decision.kind === 'advance';
  if (advancing && model.holds > 0) return 'held';
  if (advancing && isOverdue(model)) return 'review_overdue';
  if (gated(decision) && !model.met) return 'preflight_failed';
  return isComplete(model, decision) && !refusedBy(decision) ? null : 'sign_offs_missing';
};

const apply = (model: Model, { would }: Pick<Decision, 'would'>, side: Side, window: Window | null): void => {
  const first = model.stage === 'planned' && would.to !== 'planned';
  for (const [lane, held] of model.lanes) {
    if (would.lanes.some((moved) => moved.lane === lane))
      model.lanes.set(lane, { side, epoch: held.epoch + 1, window: window === null ? null : { ...window } });
    else if (first && held.epoch === 0) model.lanes.set(lane, { side: 'legacy', epoch: 1, window: null });
  }
  model.stage = would.to;
};

const extend = (model: Model, { would }: Decision): void => {
  for (const { lane } of would.lanes) {
    const held = model.lanes.get(lane);
    if (held !== undefined) model.lanes.set(lane, { ...held, window: longer(held.window) });
  }
};

/** `effectiveFrom` is what the product answered: leases have a test of their own. */
export const execute = (
  model: Model,
  decision: Decision,
  person: string,
  told: { effectiveFrom: number; rollbackDays: number },
): string => {
  if (!holdsOne(model, person, proposing)) return 'role_missing';
  const stops = ended(decision) ?? obstacle(model, decision);
  if (stops !== null) return stops;
  if (!isComplete(model, decision, person)) return 'executor_signed';
  decision.state = 'executed';
  if (decision.kind === 'review') return 'ok';
  if (decision.kind === 'extension') {
    extend(model, decision);
    return 'ok';
  }
  const window = opened(told.effectiveFrom, told.rollbackDays);
  apply(
    model,
    decision,
    decision.kind === 'advance' ? 'target' : 'legacy',
    decision.kind === 'advance' ? window : null,
  );
  return 'ok';
};

export const reviewHours = 72;

/** Going back at once: nothing but a closed window stops it. */
export const rollBack = (model: Model, person: string, lanes: string[]): string => {
  if (!holdsOne(model, person, ['operations'])) return 'role_missing';
  if (lanes.length === 0 || !wellNamed(model, lanes, 'target')) return 'lanes_not_allowed';
  if (!windowsOf(model, lanes).every((window) => isOpen(window, model.now))) return 'window_closed';
  const derived = backward(model, { kind: 'rollback', to: null, lanes }, true);
  if ('refused' in derived) return derived.refused;
  const number = model.decisions.length + 1;
  const base = { would: derived.would, proposer: person, authors: [person], revision: 1, frozenMet: false };
  const asked: Move = { kind: 'rollback', to: null, lanes };
  const common = { ...base, asked, expiresAt: null };
  model.decisions.push({ ...common, number, kind: 'rollback', state: 'executed', signOffs: [], dueAt: null });
  const dueAt = model.now + reviewHours * 3_600_000;
  model.decisions.push({ ...common, number: number + 1, kind: 'review', state: 'open', signOffs: [], dueAt });
  apply(model, { would: derived.would }, 'legacy', null);
  return 'ok';
};
