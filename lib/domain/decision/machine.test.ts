import { describe, expect, test } from 'vitest';
import { type DecisionState, decisionStates } from '@/lib/domain/words';
import type { Decision, SignOff, StoredState } from './decision';
import { decideExpire, decideWithdraw, supersede } from './end';
import { decideExecute } from './execute';
import { allows, beginnings, type DecisionEvent, decisionEvents, machine, stateAt } from './machine';
import { decideDraft, decideOpen, decidePropose } from './propose';
import { decideRevise } from './revise';
import { decideRevoke, decideSignOff } from './sign-off';
import {
  allSignOffs,
  codeOf,
  dayMs,
  hourMs,
  later,
  noon,
  person,
  personActor,
  proposed,
  readsForMotor,
  shownOf,
  signOffBy,
  viewedOf,
  worldOf,
} from './test-world';
import type { Viewed } from './view-check';

// Every state against every act: what the table forbids no act does, and where an act succeeds the table leads.

const world = worldOf();
const date = later(noon, hourMs);
const inState: Record<DecisionState, () => { decision: Decision; signOffs: SignOff[] }> = {
  draft: () => stored('draft'),
  open: () => stored('open'),
  approved: () => signed(proposed(world)),
  scheduled: () => signed(proposed(world, { ...readsForMotor, scheduledFor: date })),
  executed: () => stored('executed'),
  rejected: () => stored('rejected'),
  withdrawn: () => stored('withdrawn'),
  expired: () => {
    const { decision } = stored('open');
    return { decision: { ...decision, expiresAt: noon }, signOffs: [] };
  },
  superseded: () => stored('superseded'),
};
const stored = (state: StoredState) => {
  const decision = { ...proposed(world), state };
  return { decision: state === 'draft' ? { ...decision, expiresAt: null } : decision, signOffs: [] };
};
const signed = (decision: Decision) => ({ decision, signOffs: allSignOffs(decision) });

type Tried = { ok: true; next: DecisionState } | { ok: false; refusal: { code: string } };
const then = <T>(
  result: { ok: true; value: T } | { ok: false; refusal: { code: string } },
  next: (value: T) => DecisionState,
): Tried => (result.ok ? { ok: true, next: next(result.value) } : result);

const told = (verdict: 'approve' | 'refuse', viewed: Viewed) =>
  decideSignOff(viewed, personActor('bo-business'), {
    ...shownOf(viewed.decision),
    id: 'new',
    role: 'business',
    verdict,
    comment: 'Because.',
  });

const revise = (viewed: Viewed, revising: { title?: string; scheduledFor?: Date }) =>
  decideRevise({ viewed, shown: shownOf(viewed.decision), reviser: person('lena'), revising, reason: '', live: [] });

const acts: Record<DecisionEvent, (viewed: Viewed) => Tried> = {
  edit: (viewed) => then(revise(viewed, { title: 'Other' }), ({ decision }) => decision.state),
  revise: (viewed) => then(revise(viewed, { title: 'Other' }), ({ decision }) => decision.state),
  schedule: (viewed) =>
    then(revise(viewed, { scheduledFor: later(noon, 2 * hourMs) }), ({ decision }) => decision.state),
  propose: ({ decision, world: around }) =>
    then(
      decideOpen({ draft: decision, revision: decision.revision.number, by: person('lena'), live: [], world: around }),
      ({ decision: opened }) => opened.state,
    ),
  sign_off: (viewed) => then(told('approve', viewed), ({ state }) => state),
  refuse: (viewed) => then(told('refuse', { ...viewed, signOffs: [] }), ({ state }) => state),
  revoke: ({ decision }) =>
    then(
      decideRevoke(decision, signOffBy(decision, 'bo-business', 'business'), personActor('bo-business'), noon),
      () => 'open',
    ),
  withdraw: ({ decision }) =>
    then(decideWithdraw(decision, person('lena'), new Set(['lead']), 'Not now', noon), ({ state }) => state),
  execute: (viewed) => {
    // At its date, if it has one.
    const at = viewed.decision.payload.scheduledFor === null ? noon : date;
    return then(
      decideExecute({ ...viewed, world: { ...viewed.world, at } }, person('eve-engineer'), shownOf(viewed.decision)),
      () => 'executed',
    );
  },
  expire: ({ decision }) => {
    const ended = decideExpire(decision, later(noon, 30 * dayMs));
    return ended === null ? { ok: false, refusal: { code: 'none' } } : { ok: true, next: ended.state };
  },
  supersede: ({ decision }) =>
    // What is looked at for that is only what the table lets end so.
    allows(decision.state, 'supersede')
      ? { ok: true, next: supersede(decision, { kind: 'supersede', reason: 'Gone.' }).state }
      : { ok: false, refusal: { code: 'none' } },
};

/** Writing down that time is over is allowed from its instant on, so that `expired` has been `open` on record. */
const asRecorded = (state: DecisionState, event: DecisionEvent): DecisionState =>
  state === 'expired' && (event === 'expire' || event === 'supersede') ? 'open' : state;

describe.each(decisionStates)('a decision that is %s', (state) => {
  test.each(decisionEvents)('%s: only as the table says', (event) => {
    const { decision, signOffs } = inState[state]();
    const viewed = viewedOf(decision, world, { signOffs });
    expect(stateAt(decision, signOffs.length > 0, noon)).toBe(state);
    // Editing a draft and revising what is open are one act, told apart by the state.
    const same = event === 'edit' || event === 'revise' ? (state === 'draft' ? 'edit' : 'revise') : event;
    const from = asRecorded(state, event);
    const tried = acts[event](viewed);
    if (!allows(from, same)) expect(tried.ok).toBe(false);
    if (tried.ok) expect(machine[from][same]).toContain(tried.next);
    else if (allows(from, same)) expect(['slot_not_open', 'already_signed']).toContain(tried.refusal.code);
    else expect(['decision_not_open', 'decision_expired', 'sign_offs_missing', 'none']).toContain(tried.refusal.code);
  });
});

test('what is over stays as it ended: nothing leads out of an end, and everything else can end', () => {
  for (const state of ['executed', 'rejected', 'withdrawn', 'expired', 'superseded'] as const) {
    expect(Object.keys(machine[state])).toEqual([]);
  }
  const reached = new Set<DecisionState>(Object.values(beginnings));
  for (let size = 0; size < reached.size; ) {
    size = reached.size;
    for (const state of [...reached]) for (const next of Object.values(machine[state]).flat()) reached.add(next);
  }
  expect([...reached].sort()).toEqual([...decisionStates].sort());
});

describe('a draft', () => {
  const input = {
    id: 'd',
    number: 8,
    program: 'claims',
    proposer: person('lena'),
    coAuthorIds: [],
    proposal: readsForMotor,
    world,
  };
  const draft = () => {
    const drafted = decideDraft(input);
    if (!drafted.ok) throw new Error(drafted.refusal.detail);
    return drafted.value;
  };
  test('stands beside what is live, has no end, and is on record', () => {
    const { decision, facts } = draft();
    expect(decision).toMatchObject({ state: 'draft', expiresAt: null, revision: { number: 1, reason: 'Drafted.' } });
    expect(facts.map(({ type }) => type)).toEqual(['decision.drafted']);
    const live = [{ id: 'other', number: 7, payload: decision.payload }];
    expect(codeOf(decidePropose({ ...input, live }))).toBe('decision_overlap');
    expect(codeOf(decideOpen({ draft: decision, revision: 1, by: person('lena'), live, world }))).toBe(
      'decision_overlap',
    );
  });
  test('makes authors of its editors, is proposed by who drafted it as it reads now, and its time counts from then', () => {
    const { decision } = draft();
    const viewed = viewedOf(decision, world);
    const revising = { title: 'Better words' };
    const edited = decideRevise({
      viewed,
      shown: shownOf(decision),
      reviser: person('rita-risk'),
      revising,
      reason: '',
      live: [],
    });
    if (!edited.ok) throw new Error(edited.refusal.detail);
    const later2 = { ...world, at: later(noon, 20 * dayMs), evaluations: [] };
    const opening = { draft: edited.value.decision, live: [], world: later2 };
    expect(codeOf(decideOpen({ ...opening, revision: 2, by: person('rita-risk') }))).toBe('forbidden');
    expect(codeOf(decideOpen({ ...opening, revision: 1, by: person('lena') }))).toBe('stale_view');
    const opened = decideOpen({ ...opening, revision: 2, by: person('lena') });
    if (!opened.ok) throw new Error(opened.refusal.detail);
    expect(opened.value.decision).toMatchObject({
      state: 'open',
      proposedAt: later2.at,
      expiresAt: later(later2.at, 7 * dayMs),
      authorIds: ['lena', 'rita-risk'],
      payload: { title: 'Better words' },
      revision: { number: 3, reason: null, document: { evaluations: [] } },
    });
    expect(opened.value.facts).toMatchObject([{ type: 'decision.proposed', data: { revision: 3 } }]);
  });
});
