import { expect, test } from 'vitest';
import { defaultPolicy } from '@/lib/domain/policy/document';
import { decideExecute } from './execute';
import { whatMoved } from './moved';
import { returnToOpen } from './return-to-open';
import { beginRevision, decideRevise } from './revise';
import { graceMs } from './schedule';
import { decideSignOff } from './sign-off';
import { standingOf } from './standing';
import {
  allSignOffs,
  codeOf,
  criterion,
  dayMs,
  hourMs,
  later,
  noon,
  person,
  personActor,
  propose,
  proposed,
  readsForMotor,
  shownOf,
  viewedOf,
  worldOf,
} from './test-world';

const date = later(noon, hourMs);
const dated = (scheduledFor: Date) => ({ ...readsForMotor, scheduledFor });
const lasting = { evaluations: [criterion({ validUntil: null })] };

test.each<[string, Date, string]>([
  ['now', noon, 'invalid_body'],
  ['in the past', later(noon, -1), 'invalid_body'],
  ['in an instant', later(noon, 1), 'ok'],
  ['at its end', later(noon, 7 * dayMs), 'invalid_body'],
  ['just before its end', later(noon, 7 * dayMs - 1), 'ok'],
])('a date %s is taken as it can be kept', (_, scheduledFor, code) => {
  expect(codeOf(propose(worldOf(), dated(scheduledFor)))).toBe(code);
});

test('approved with a date is scheduled; nobody executes it earlier, and from the date on it may be', () => {
  const decision = proposed(worldOf(lasting), dated(date));
  const signOffs = allSignOffs(decision);
  const at = (instant: Date) => viewedOf(decision, worldOf({ ...lasting, at: instant }), { signOffs });
  const execute = (instant: Date) => codeOf(decideExecute(at(instant), person('eve-engineer'), shownOf(decision)));
  expect(standingOf(at(noon)).state).toBe('scheduled');
  expect(standingOf({ ...at(noon), signOffs: [] }).state).toBe('open');
  expect([execute(later(date, -1)), execute(date), execute(later(date, graceMs))]).toEqual(['not_yet', 'ok', 'ok']);
  expect(execute(later(date, graceMs + 1))).toBe('stale_view');
});

test('a date that passed begins a revision without one, whoever looks, and nothing signed before counts for it', () => {
  const decision = proposed(worldOf(lasting), dated(date));
  const late = worldOf({ ...lasting, at: later(date, graceMs + 1) });
  const moved = whatMoved({ decision, approved: true, validUntil: null, world: late });
  if (moved?.kind !== 'revise') throw new Error('it does not move');
  expect(moved.reasons).toEqual([expect.stringContaining('not within 15 minutes')]);
  const { decision: revised } = beginRevision(decision, moved, late);
  expect(revised).toMatchObject({ state: 'open', payload: { scheduledFor: null }, revision: { number: 2 } });
  expect(standingOf(viewedOf(revised, late, { signOffs: allSignOffs(decision) })).counted).toEqual([]);
  const signing = decideSignOff(viewedOf(decision, late), personActor('rita-risk'), {
    ...shownOf(decision),
    id: 's',
    role: 'risk',
    verdict: 'approve',
    comment: '',
  });
  expect(codeOf(signing)).toBe('stale_view');
});

test('what cannot be executed at its date is open again without one, and says why', () => {
  const decision = proposed(worldOf(lasting), dated(date));
  const world = worldOf({ ...lasting, at: date });
  const back = returnToOpen(viewedOf(decision, world, { signOffs: allSignOffs(decision) }), 'A hold stands.');
  expect(back?.decision).toMatchObject({ payload: { scheduledFor: null }, revision: { reason: 'A hold stands.' } });
  expect(back?.facts).toMatchObject([{ type: 'decision.revised', data: { reasons: ['A hold stands.'] } }]);
});

test('a reviser sets and clears the date, and each begins a revision', () => {
  const world = worldOf();
  const decision = proposed(world);
  const revise = (from: typeof decision, scheduledFor: Date | null) =>
    decideRevise({
      viewed: viewedOf(from, world),
      shown: shownOf(from),
      reviser: person('lena'),
      revising: { scheduledFor },
      reason: '',
      live: [],
    });
  expect(codeOf(revise(decision, later(noon, -1)))).toBe('invalid_body');
  const set = revise(decision, date);
  if (!set.ok) throw new Error(set.refusal.detail);
  expect(set.value.decision).toMatchObject({ payload: { scheduledFor: date.toISOString() }, revision: { number: 2 } });
  const cleared = revise(set.value.decision, null);
  if (!cleared.ok) throw new Error(cleared.refusal.detail);
  expect(cleared.value.decision).toMatchObject({ payload: { scheduledFor: null }, revision: { number: 3 } });
});

test('a stricter policy shortens the life of what is open, takes a date that lies beyond, and a looser one prolongs nothing', () => {
  const decision = proposed(worldOf(lasting), dated(later(noon, 3 * dayMs)));
  const under = (decisionDays: number) => {
    const world = worldOf({
      ...lasting,
      at: later(noon, hourMs),
      policy: { ...defaultPolicy, decisionDays },
      openedPolicy: defaultPolicy,
      versions: { policy: 2, rules: 1, criteria: 1 },
    });
    const moved = whatMoved({ decision, approved: false, validUntil: null, world });
    if (moved?.kind !== 'revise') throw new Error('it does not move');
    return beginRevision(decision, moved, world);
  };
  expect(under(2).decision).toMatchObject({ expiresAt: later(noon, 2 * dayMs), payload: { scheduledFor: null } });
  expect(under(2).facts).toMatchObject([{ data: { expiresAt: later(noon, 2 * dayMs).toISOString() } }]);
  expect(under(30).decision).toMatchObject({
    expiresAt: later(noon, 7 * dayMs),
    payload: { scheduledFor: later(noon, 3 * dayMs).toISOString() },
  });
});
