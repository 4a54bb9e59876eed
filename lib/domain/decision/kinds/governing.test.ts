import { describe, expect, test } from 'vitest';
import { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import type { ContextState } from '@/lib/domain/decision/context-state';
import type { GoverningProposal } from '@/lib/domain/decision/governing-proposal';
import { questionOf, rulesOf } from '@/lib/domain/decision/kinds/all';
import type { PayloadOf } from '@/lib/domain/decision/payload';
import {
  codeOf,
  contextAt,
  dayMs,
  fourLanes,
  governedOf,
  later,
  noon,
  readsMotor,
  readsRest,
  worldOf,
} from '@/lib/domain/decision/test-world';
import type { World } from '@/lib/domain/decision/world';
import type { RefusalDetail } from '@/lib/domain/kernel/refusal';
import { defaultPolicy } from '@/lib/domain/policy/document';

const told = { title: 'A change', rationale: 'It is needed.' };
const everywhere = fourLanes.map(({ id }) => id);
const derive = (world: World, proposal: GoverningProposal) => rulesOf(proposal.kind).derive(world, proposal);
const derived = <K extends GoverningProposal['kind']>(world: World, proposal: GoverningProposal & { kind: K }) => {
  const result = derive(world, proposal);
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value as PayloadOf<K>;
};
const refusedFor = (world: World, proposal: GoverningProposal): (string | undefined)[] => {
  const result = derive(world, proposal);
  const errors: RefusalDetail[] = result.ok ? [] : (result.refusal.errors ?? []);
  return [codeOf(result), ...errors.map(({ code, pointer }) => code ?? pointer)];
};

const asked = CriteriaSetDocument.parse({
  transitions: {
    'validated>selective': [
      {
        key: 'runbook',
        gate: 'operations',
        kind: 'attestation',
        blocking: true,
        role: 'operations',
        statement: 'Rehearsed.',
        validDays: 30,
      },
    ],
  },
});

describe('a longer rollback window', () => {
  // contextAt opens windows of 14 days a week before noon.
  const closing = later(noon, 7 * dayMs);
  const world = (at: Date, windows: { extensions?: number; endedAt?: Date } = {}, policy = defaultPolicy) => {
    const context = contextAt('selective', ['reads/cohort:motor']);
    const lanes = context.lanes.map((state) => ({
      ...state,
      windows: state.windows.map((window) => ({ ...window, ...windows })),
    }));
    return worldOf({ at, policy, context: { ...context, lanes } });
  };
  const longer = (by: { days: number } | { until: Date }, lanes = [readsMotor]): GoverningProposal => ({
    kind: 'extend_rollback_window',
    ...told,
    lanes,
    by,
  });

  test.each([
    ['a millisecond before it closes', -1, 'ok'],
    ['at the instant at which it closes', 0, 'window_closed'],
    ['a millisecond after', 1, 'window_closed'],
  ])('is asked for %s', (_, ms, code) => {
    expect(codeOf(derive(world(later(closing, ms)), longer({ days: 3 })))).toBe(code);
  });
  test('moves the end that is in force by so many days, or to an instant', () => {
    const extended = (by: { days: number } | { until: Date }) =>
      derived(world(noon), { kind: 'extend_rollback_window', ...told, lanes: [readsMotor], by }).windows[0]?.extendedTo;
    expect(extended({ days: 3 })).toBe(later(closing, 3 * dayMs).toISOString());
    expect(extended({ until: later(closing, 1) })).toBe(later(closing, 1).toISOString());
  });
  test.each<[string, GoverningProposal, World, string[]]>([
    ['shorter', longer({ until: later(closing, -1) }), world(noon), ['window_not_longer', 'window_not_longer']],
    ['as it is', longer({ until: closing }), world(noon), ['window_not_longer', 'window_not_longer']],
    ['too often', longer({ days: 1 }), world(noon, { extensions: 2 }), ['extensions_used_up', 'extensions_used_up']],
    ['longer than the policy’s longest in all', longer({ days: 77 }), world(noon), ['invalid_body', 'invalid_body']],
    ['once used', longer({ days: 1 }), world(noon, { endedAt: noon }), ['window_closed', 'window_closed']],
    [
      'where a lane is on legacy',
      longer({ days: 1 }, [readsMotor, readsRest]),
      world(noon),
      ['lanes_not_allowed', '/lanes/1'],
    ],
    ['without lanes', longer({ days: 1 }, []), world(noon), ['lanes_not_allowed', '/lanes']],
  ])('is refused %s', (_, proposal, where, codes) => {
    expect(refusedFor(where, proposal)).toEqual(codes);
  });
  test('loosens, since one person may go back alone for longer than was signed', () => {
    const payload = derived(world(noon), {
      kind: 'extend_rollback_window',
      ...told,
      lanes: [readsMotor],
      by: { days: 1 },
    });
    expect([payload.stakes.loosens, payload.windows[0]?.extensions]).toEqual([true, 0]);
  });
});

describe('the retirement of legacy', () => {
  const settled = (): ContextState => {
    const context = contextAt('full', everywhere);
    const lanes = context.lanes.map((state) => ({
      ...state,
      windows: state.windows.map((window) => ({ ...window, closesAt: noon })),
    }));
    return { ...context, lanes };
  };
  const open = (): ContextState => contextAt('full', everywhere);
  const review = { id: 'r', number: 9 };
  const rollback = { id: 'b', number: 8 };
  const dueAt = later(noon, dayMs);
  const emergency = {
    breakGlass: rollback,
    context: { id: 'context-1', slug: 'payments' },
    incident: 'INC-1',
    review,
    acknowledgeBy: noon,
    acknowledgedAt: null,
    dueAt,
  };
  const retire: GoverningProposal = { kind: 'retire_legacy', ...told };
  const item = (openItem: boolean) => ({ slug: 'report', title: 'Month report', open: openItem });
  const guards: [string, string, (world: World & { context: ContextState }) => World][] = [
    [
      'a context that is not full',
      'stage',
      (world) => ({ ...world, context: { ...contextAt('selective', everywhere), lanes: world.context.lanes } }),
    ],
    [
      'a lane on legacy',
      'lane_on_legacy',
      (world) => ({
        ...world,
        context: {
          ...world.context,
          lanes: [...world.context.lanes.slice(1), ...contextAt('selective', []).lanes.slice(0, 1)],
        },
      }),
    ],
    [
      'an open window',
      'window_open',
      (world) => ({
        ...world,
        context: { ...world.context, lanes: [...open().lanes.slice(0, 1), ...world.context.lanes.slice(1)] },
      }),
    ],
    [
      'an open window of a lane that was drawn anew since',
      'window_open',
      (world) => ({ ...world, context: { ...world.context, former: open().lanes.slice(0, 1) } }),
    ],
    [
      'a rollback that nobody reviewed',
      'review_open',
      (world) => ({ ...world, reviews: [{ rollback, review, dueAt, reviewedAt: null }] }),
    ],
    ['an emergency that nobody reviewed', 'review_open', (world) => ({ ...world, emergencies: [emergency] })],
    [
      'an item that is not done',
      'item_open',
      (world) => ({ ...world, governed: governedOf(world.context, { items: [item(true)] }) }),
    ],
    [
      'legacy seen to answer',
      'legacy_in_use',
      (world) => ({ ...world, governed: governedOf(world.context, { legacySeenAt: later(noon, -dayMs) }) }),
    ],
  ];
  const world = () => worldOf({ context: settled() });

  test('is possible once nothing keeps it', () => {
    const done = {
      ...world(),
      governed: governedOf(null, { items: [item(false)], legacySeenAt: later(noon, -dayMs - 1) }),
    };
    expect(codeOf(derive(done, retire))).toBe('ok');
  });
  test.each(guards)('is refused for %s alone', (_, code, keep) => {
    expect(refusedFor(keep(world()), retire)).toEqual(['retirement_blocked', code]);
  });
  test('names everything that keeps it at once', () => {
    const context = { ...contextAt('selective', everywhere.slice(1)) };
    const kept = {
      ...worldOf({ context, reviews: [{ rollback, review, dueAt, reviewedAt: null }] }),
      governed: governedOf(context, { items: [item(true)], legacySeenAt: noon }),
    };
    expect(new Set(refusedFor(kept, retire).slice(1))).toEqual(
      new Set(['stage', 'lane_on_legacy', 'window_open', 'review_open', 'item_open', 'legacy_in_use']),
    );
  });
  test('takes the stage to retired, and no lane with it', () => {
    const decision = { id: 'd', number: 1 };
    const payload = derived(world(), { kind: 'retire_legacy', ...told });
    const effects = rulesOf('retire_legacy').effects(payload, { ...decision } as never, world());
    expect(effects.ok && [effects.value.stage?.to, effects.value.authority]).toEqual(['retired', []]);
  });
});

describe('an accepted risk', () => {
  const world = worldOf({ context: contextAt('validated') });
  const governed = governedOf(world.context, { criteria: asked });
  const risk = (more: object = {}): GoverningProposal => ({
    kind: 'accept_risk',
    ...told,
    criterion: 'runbook',
    owner: 'Rita-Risk@example.test',
    gap: 'Nobody rehearsed it.',
    mitigation: 'Two people watch.',
    until: later(noon, 30 * dayMs),
    ...more,
  });
  test.each<[string, object, string]>([
    ['of a criterion that is asked, owned by a member', {}, 'ok'],
    ['for the transition that asks it', { transition: 'validated>selective' }, 'ok'],
    ['for another transition', { transition: 'shadow>validated' }, 'not_found'],
    ['of a criterion that nobody asks', { criterion: 'other' }, 'not_found'],
    ['of the expected checks', { criterion: 'expected_checks' }, 'not_waivable'],
    ['of the way back', { criterion: 'way_back' }, 'not_waivable'],
    ['owned by a stranger', { owner: 'nobody@example.test' }, 'owner_unknown'],
    ['until now', { until: noon }, 'invalid_body'],
    ['for longer than anyone can answer for', { until: later(noon, 367 * dayMs) }, 'invalid_body'],
  ])('%s', (_, more, code) => {
    expect(codeOf(derive({ ...world, governed }, risk(more)))).toBe(code);
  });
  test('loosens', () => {
    const result = derive({ ...world, governed }, risk());
    expect(result.ok && result.value.stakes.loosens).toBe(true);
  });
});

describe('another hard date', () => {
  const world = worldOf({
    program: { ...worldOf().program, zone: 'Europe/Berlin', hardDate: new Date('2027-03-31T22:00:00Z') },
  });
  const date = (day: string) => derive(world, { kind: 'extend_deadline', ...told, day });
  test.each([
    ['later', '2027-04-30', true],
    ['earlier', '2027-01-31', false],
  ])('%s: told by days of the program’s zone, and whether it loosens', (_, day, loosens) => {
    const result = date(day);
    expect(result.ok && [result.value.stakes.loosens, 'changes' in result.value && result.value.changes]).toEqual([
      loosens,
      [{ path: '/program/hardDate', before: '2027-03-31', after: day, direction: loosens ? 'looser' : 'stricter' }],
    ]);
  });
  test('is not the same, and not over', () => {
    expect([codeOf(date('2027-03-31')), codeOf(date('2026-11-19'))]).toEqual(['nothing_to_change', 'invalid_body']);
  });
});

test('a replay is of what has happened, for a while, and once for each stretch', () => {
  const range = { from: later(noon, -2 * dayMs), to: later(noon, -dayMs) };
  const replay = (more: object = {}): GoverningProposal => ({
    kind: 'authorise_replay',
    ...told,
    side: 'target',
    range,
    what: 'Payments.',
    containment: 'No mail.',
    until: later(noon, dayMs),
    ...more,
  });
  const world = worldOf();
  expect(codeOf(derive(world, replay()))).toBe('ok');
  expect(refusedFor(world, replay({ range: { from: range.to, to: range.from } }))).toEqual(['invalid_body', '/to']);
  expect(refusedFor(world, replay({ range: { from: range.from, to: later(noon, 1) } }))).toEqual([
    'invalid_body',
    '/to',
  ]);
  expect(refusedFor(world, replay({ until: noon }))).toEqual(['invalid_body', '/until']);
  const [one, other] = [replay(), replay({ side: 'legacy' })].map((proposal) => derive(world, proposal));
  if (!one?.ok || !other?.ok) throw new Error('refused');
  expect(rulesOf('authorise_replay').overlaps(one.value, one.value)).toBe(true);
  expect(rulesOf('authorise_replay').overlaps(one.value, other.value)).toBe(false);
});

test.each<[string, World, GoverningProposal]>([
  ['policy', worldOf(), { kind: 'change_policy', ...told, document: { ...defaultPolicy, reviewHours: 100 } }],
  ['criteria', worldOf(), { kind: 'activate_criteria', ...told, criteria: asked, equivalence: 'Other words.' }],
])('a change of %s can be asked again by what it says, and says the same', (_, world, proposal) => {
  const first = derive(world, proposal);
  if (!first.ok) throw new Error(first.refusal.detail);
  const question = questionOf(first.value);
  expect(question === null ? null : rulesOf(question.kind).derive(world, question)).toEqual(first);
  const again = {
    ...proposal,
    ...(proposal.kind === 'change_policy'
      ? { document: world.policy }
      : { criteria: undefined, equivalence: undefined }),
  };
  expect(codeOf(derive(world, again as GoverningProposal))).toBe('nothing_to_change');
});
