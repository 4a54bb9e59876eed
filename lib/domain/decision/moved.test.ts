import { describe, expect, test } from 'vitest';
import { supersede } from './end';
import { decideExecute } from './execute';
import { standsUntil, whatMoved } from './moved';
import { beginRevision } from './revise';
import {
  applyEffects,
  codeOf,
  contextAt,
  criterion,
  dayMs,
  hourMs,
  later,
  noon,
  person,
  proposed,
  shownOf,
  signOffBy,
  viewedOf,
  worldOf,
} from './test-world';

const world = worldOf();
const decision = proposed(world);
const ask = (over: Parameters<typeof worldOf>[0], rest: { approved?: boolean; validUntil?: Date | null } = {}) =>
  whatMoved({ decision, approved: rest.approved ?? false, validUntil: rest.validUntil ?? null, world: worldOf(over) });

describe('a new revision begins', () => {
  test.each<[string, ReturnType<typeof ask>, RegExp]>([
    [
      'when the policy changes',
      ask({ versions: { policy: 2, rules: 1, criteria: 1 } }),
      /sign-off policy in force changed from version 1 to 2/,
    ],
    ['when the rule set changes', ask({ versions: { policy: 1, rules: 2, criteria: 1 } }), /rule set in force changed/],
    [
      'when the criteria set changes',
      ask({ versions: { policy: 1, rules: 1, criteria: null } }),
      /criteria set in force changed from version 1 to none/,
    ],
    [
      'when a blocking criterion is no longer met',
      ask({ evaluations: [criterion({ outcome: 'not_met' })] }),
      /“outcomes” is not met now/,
    ],
    [
      'when a blocking criterion goes stale by time alone',
      ask({ at: later(noon, 2 * dayMs) }),
      /“outcomes” is stale now: .* It was good until 22 Nov 2026 12:00 UTC/,
    ],
    [
      'when a blocking criterion lapsed and came back while nobody looked',
      ask(
        { at: later(noon, 3 * dayMs), evaluations: [criterion({ validUntil: later(noon, 9 * dayMs) })] },
        { validUntil: later(noon, 2 * dayMs) },
      ),
      /stood only until 22 Nov 2026 12:00 UTC/,
    ],
    [
      'when its context moved',
      ask({ context: contextAt('selective', ['writes/cohort:rest']) }),
      /now from selective to selective/,
    ],
  ])('%s', (_, moved, reason) => {
    expect(moved?.kind).toBe('revise');
    expect(moved?.kind === 'revise' ? moved.reasons.join(' ') : '').toMatch(reason);
  });

  test('when a criterion that stood only at an approval falls again', () => {
    const unmet = worldOf({ evaluations: [criterion({ outcome: 'insufficient' })] });
    const frozen = proposed(unmet);
    expect(whatMoved({ decision: frozen, approved: false, validUntil: null, world: unmet })).toBeNull();
    expect(whatMoved({ decision: frozen, approved: false, validUntil: null, world })).toBeNull();
    expect(whatMoved({ decision: frozen, approved: true, validUntil: null, world: unmet })).toMatchObject({
      kind: 'revise',
    });
  });
});

describe('no new revision begins', () => {
  test.each<[string, ReturnType<typeof ask>]>([
    ['when nothing changed', ask({})],
    [
      'for newer evidence with the same outcome',
      ask({ evaluations: [criterion({ value: '1', evidence: [], validUntil: later(noon, 9 * dayMs) })] }),
    ],
    ['for a criterion that was met and is waived', ask({ evaluations: [criterion({ outcome: 'waived' })] })],
    [
      'for a criterion that does not block',
      ask({ evaluations: [criterion(), criterion({ key: 'side', blocking: false, outcome: 'errored' })] }),
    ],
    [
      'a moment before the evidence runs out',
      ask({ at: later(noon, 2 * dayMs - 1) }, { validUntil: later(noon, 2 * dayMs) }),
    ],
  ])('%s', (_, moved) => {
    expect(moved).toBeNull();
  });
});

test('a decision whose lanes are where it would take them has lost its object', () => {
  const moved = ask({ context: contextAt('selective', ['reads/cohort:motor']) });
  expect(moved).toMatchObject({ kind: 'supersede' });
  expect(moved?.kind === 'supersede' && supersede(decision, moved)).toMatchObject({ state: 'superseded' });
});

test('the revision that begins by itself has its reasons, the context’s new facts, and no new author', () => {
  const now = worldOf({ context: contextAt('selective', ['writes/cohort:rest']) });
  const moved = whatMoved({ decision, approved: false, validUntil: null, world: now });
  if (moved?.kind !== 'revise') throw new Error('nothing moved');
  const { decision: revised } = beginRevision(decision, moved, now);
  expect(revised).toMatchObject({
    authorIds: ['lena'],
    payload: { from: 'selective', to: 'selective' },
    revision: { number: 2 },
  });
  expect(whatMoved({ decision: revised, approved: false, validUntil: null, world: now })).toBeNull();
  const signOffs = [signOffBy(decision, 'bo-business', 'business')];
  expect(codeOf(decideExecute(viewedOf(revised, now, { signOffs }), person('lena'), shownOf(revised)))).toBe(
    'sign_offs_missing',
  );
});

test('two decisions on different lanes both execute, the second in a new revision', () => {
  const other = {
    ...proposed(world, {
      kind: 'advance',
      to: 'selective',
      lanes: [{ workload: 'writes', audience: 'cohort:rest' }],
      title: 'W',
      rationale: '',
    }),
    id: 'decision-2',
    number: 9,
  };
  const signed = ['business', 'operations', 'risk'] as const;
  const signOffs = signed.map((role) =>
    signOffBy(other, role === 'business' ? 'bo-business' : role === 'risk' ? 'rita-risk' : 'omar-operations', role),
  );
  const done = decideExecute(viewedOf(other, world, { signOffs }), person('lena'), shownOf(other));
  if (!done.ok) throw new Error(done.refusal.detail);
  const after = worldOf({ at: later(noon, hourMs), context: applyEffects(world.context, other, done.value.effects) });
  expect(whatMoved({ decision, approved: false, validUntil: null, world: after })).toMatchObject({
    kind: 'revise',
    payload: { from: 'selective', to: 'selective' },
  });
});

test('what stands stands until the first of its blocking criteria runs out', () => {
  const soon = later(noon, hourMs);
  const both = worldOf({
    evaluations: [
      criterion(),
      criterion({ key: 'soon', validUntil: soon }),
      criterion({ key: 'side', blocking: false, validUntil: noon }),
    ],
  });
  expect(standsUntil(proposed(both), false, both)).toEqual(soon);
  const never = worldOf({ evaluations: [criterion({ validUntil: null })] });
  expect(standsUntil(proposed(never), false, never)).toBeNull();
});
