import { describe, expect, test } from 'vitest';
import { defaultPolicy, type PolicyDocument, policySchema } from '@/lib/domain/policy/document';
import type { Role } from '@/lib/domain/words';
import type { RoleHolders, SignOff } from './decision';
import { decideDelegate } from './delegate';
import { decideExecute } from './execute';
import type { Delegation } from './people';
import { decideSignOff } from './sign-off';
import { standingOf } from './standing';
import {
  allSignOffs,
  anyOrder,
  codeOf,
  dayMs,
  hourMs,
  later,
  noon,
  peopleOf,
  person,
  personActor,
  proposed,
  shownOf,
  signOffBy,
  staff,
  viewedOf,
  worldOf,
} from './test-world';
import type { Viewed } from './view-check';

const decision = proposed(worldOf());
const newcomer: RoleHolders = new Map([...staff, ['nora-new', new Set<Role>(['risk'])]]);
const grantedAt = (at: Date, over: { grantedBy?: string; inSetUp?: boolean } = {}) => ({
  holders: newcomer,
  people: new Map([
    ...peopleOf(staff),
    ...peopleOf(new Map([['nora-new', new Set<Role>(['risk'])]]), { grantedAt: at, ...over }),
  ]),
});
const ask = (viewed: Viewed, who: string, role: Role, onBehalfOf: string | null = null) =>
  decideSignOff(viewed, personActor(who), {
    ...shownOf(viewed.decision),
    id: `by-${who}`,
    role,
    verdict: 'approve',
    comment: '',
    onBehalfOf,
  });

describe('a role', () => {
  const yesterday = later(noon, -24 * hourMs);
  test.each<[string, ReturnType<typeof grantedAt>, string]>([
    ['counts a day after it was given', grantedAt(yesterday), 'ok'],
    ['does not count an instant earlier', grantedAt(later(yesterday, 1)), 'role_cooling_off'],
    ['given in set-up counts at once', grantedAt(noon, { inSetUp: true }), 'ok'],
    ['given by an author never counts', grantedAt(yesterday, { grantedBy: 'lena' }), 'role_cooling_off'],
    ['given by somebody else counts', grantedAt(yesterday, { grantedBy: 'ada-admin' }), 'ok'],
  ])('%s', (_, world, code) => {
    expect(codeOf(ask(viewedOf(decision, worldOf(world)), 'nora-new', 'risk'))).toBe(code);
  });

  test('that cools off fills no place, and says until when', () => {
    const world = worldOf(grantedAt(noon));
    const { uncounted } = standingOf(
      viewedOf(decision, world, { signOffs: [signOffBy(decision, 'nora-new', 'risk')] }),
    );
    expect(uncounted.map(({ why }) => why)).toEqual([
      expect.stringContaining('it counts from 21 Nov 2026 12:00 UTC on'),
    ]);
    const refused = ask(viewedOf(decision, world), 'nora-new', 'risk');
    expect(refused.ok || refused.refusal.detail).toContain('it counts from 21 Nov 2026 12:00 UTC on');
  });

  test('cools off as long as the longer of both policies says', () => {
    const short: PolicyDocument = { ...defaultPolicy, coolingOffHours: 0 };
    const around = grantedAt(later(noon, -hourMs));
    const code = (policy: PolicyDocument, openedPolicy: PolicyDocument) =>
      codeOf(ask(viewedOf(decision, worldOf({ ...around, policy, openedPolicy })), 'nora-new', 'risk'));
    expect([code(short, short), code(short, defaultPolicy), code(defaultPolicy, short)]).toEqual([
      'ok',
      'role_cooling_off',
      'role_cooling_off',
    ]);
  });
});

test('an approval counts for as many days as the stricter policy says, and not at the last instant', () => {
  const strict: PolicyDocument = { ...defaultPolicy, approvalDays: 3, decisionDays: 60 };
  const long = { ...decision, expiresAt: null };
  const at = (instant: Date) =>
    standingOf(
      viewedOf(long, worldOf({ at: instant, openedPolicy: strict, evaluations: [] }), { signOffs: allSignOffs(long) }),
    );
  expect(at(later(noon, 3 * dayMs - 1)).counted).toHaveLength(3);
  expect(at(later(noon, 3 * dayMs)).counted).toHaveLength(0);
});

describe('a slot that names people', () => {
  const policy = policySchema.parse({
    transitions: {
      'validated>selective': [
        { role: 'risk', count: 1, people: ['rita-risk@example.test'] },
        { role: 'risk', count: 1 },
      ],
    },
  });
  const world = worldOf({ policy, ...grantedAt(later(noon, -30 * dayMs)) });
  const named = proposed(world);
  test('is filled by them only, and another of the role is not used up on it', () => {
    const signOffs = [
      signOffBy(named, 'nora-new', 'risk'),
      signOffBy(named, 'rita-risk', 'risk', { signedAt: later(noon, 1) }),
    ];
    expect(standingOf(viewedOf(named, world, { signOffs })).state).toBe('approved');
    const others: RoleHolders = new Map([...newcomer, ['nils-new', new Set<Role>(['risk'])]]);
    const two = [signOffBy(named, 'nora-new', 'risk'), signOffBy(named, 'nils-new', 'risk')];
    const crowd = worldOf({ policy, holders: others });
    const standing = standingOf(viewedOf(named, crowd, { signOffs: two }));
    expect([standing.state, standing.missing.map(({ message }) => message)]).toEqual([
      'open',
      ['1 sign-off as risk by rita-risk@example.test is missing.'],
    ]);
    expect(codeOf(ask(viewedOf(named, crowd, { signOffs: two.slice(0, 1) }), 'nils-new', 'risk'))).toBe(
      'slot_not_open',
    );
  });
});

describe('a place that was lent', () => {
  const lent = (over: Partial<Delegation> = {}): Delegation => ({
    id: 'delegation-1',
    fromId: 'rita-risk',
    toId: 'eve-engineer',
    role: 'risk',
    contextIds: null,
    givenAt: later(noon, -dayMs),
    until: later(noon, dayMs),
    endedAt: null,
    ...over,
  });
  const without = (id: string): RoleHolders => new Map([...staff].filter(([person]) => person !== id));
  const lending = (over: Partial<Delegation> = {}) => worldOf({ delegations: [lent(over)] });
  const own = signOffBy(decision, 'rita-risk', 'risk');
  const stoodIn: SignOff = {
    ...signOffBy(decision, 'eve-engineer', 'risk'),
    onBehalfOf: 'rita-risk',
    onBehalfOfName: 'rita-risk',
  };

  test.each<[string, ReturnType<typeof worldOf>, SignOff[], string]>([
    ['in force', lending(), [], 'ok'],
    ['for this context', lending({ contextIds: ['context-1'] }), [], 'ok'],
    ['for another context', lending({ contextIds: ['context-2'] }), [], 'delegation_invalid'],
    ['until now', lending({ until: noon }), [], 'delegation_invalid'],
    ['from later on', lending({ givenAt: later(noon, 1) }), [], 'delegation_invalid'],
    ['and ended', lending({ endedAt: noon }), [], 'delegation_invalid'],
    ['in another role', lending({ role: 'operations' }), [], 'delegation_invalid'],
    ['to somebody else', lending({ toId: 'finn-finance' }), [], 'delegation_invalid'],
    [
      'by who lent it on',
      worldOf({ delegations: [lent({ fromId: 'bo-business', toId: 'eve-engineer' })] }),
      [],
      'delegation_invalid',
    ],
    [
      'by somebody disabled since',
      worldOf({ delegations: [lent()], holders: without('rita-risk') }),
      [],
      'delegation_invalid',
    ],
    ['by somebody who signed', lending(), [own], 'delegation_invalid'],
  ])('%s (%#)', (_, world, signOffs, code) => {
    expect(codeOf(ask(viewedOf(decision, world, { signOffs }), 'eve-engineer', 'risk', 'rita-risk'))).toBe(code);
  });

  test('by or to an author counts for nothing', () => {
    const byAuthor = worldOf({ delegations: [lent({ fromId: 'lena' })] });
    expect(codeOf(ask(viewedOf(decision, byAuthor), 'eve-engineer', 'risk', 'lena'))).toBe('delegation_invalid');
    const toAuthor = worldOf({ delegations: [lent({ toId: 'lena' })] });
    expect(codeOf(ask(viewedOf(decision, toAuthor), 'lena', 'risk', 'rita-risk'))).toBe('self_approval');
  });

  test('uses up both: neither signs again, and it counts in the role that was lent', () => {
    const world = lending();
    const taken = viewedOf(decision, world, { signOffs: [stoodIn] });
    expect(codeOf(ask(taken, 'rita-risk', 'risk'))).toBe('already_signed');
    expect(codeOf(ask(taken, 'eve-engineer', 'risk', 'rita-risk'))).toBe('already_signed');
    expect(standingOf(taken).counted.map(({ slot, signOff }) => [slot, signOff.personId])).toEqual([
      ['risk', 'eve-engineer'],
    ]);
  });

  test('is no longer counted once it ends, or its owner loses the role', () => {
    const count = (world: ReturnType<typeof worldOf>) =>
      standingOf(viewedOf(decision, world, { signOffs: [stoodIn] })).counted.length;
    expect(count(lending())).toBe(1);
    expect(count(lending({ endedAt: noon }))).toBe(0);
    const demoted: RoleHolders = new Map([...staff, ['rita-risk', new Set<Role>(['viewer'])]]);
    expect(count(worldOf({ delegations: [lent()], holders: demoted }))).toBe(0);
  });

  test('that is no longer counted keeps neither its owner nor another delegate from signing', () => {
    const second = lent({ id: 'delegation-2', toId: 'finn-finance' });
    const endings: [string, ReturnType<typeof worldOf>][] = [
      ['the loan ended', worldOf({ delegations: [lent({ endedAt: noon }), second] })],
      ['the delegate is gone', worldOf({ delegations: [lent(), second], holders: without('eve-engineer') })],
      ['it lapsed', worldOf({ delegations: [lent(), second], policy: { ...anyOrder, approvalDays: 1 } })],
    ];
    for (const [why, world] of endings) {
      const signedAt = why === 'it lapsed' ? later(noon, -2 * dayMs) : noon;
      const viewed = viewedOf(decision, world, { signOffs: [{ ...stoodIn, signedAt }] });
      expect([why, codeOf(ask(viewed, 'rita-risk', 'risk'))]).toEqual([why, 'ok']);
      expect([why, codeOf(ask(viewed, 'finn-finance', 'risk', 'rita-risk'))]).toEqual([why, 'ok']);
    }
  });

  test('that counts again beside its owner’s own signature fills one place', () => {
    const own = { ...signOffBy(decision, 'rita-risk', 'risk'), signedAt: later(noon, 1) };
    const both = viewedOf(decision, lending(), { signOffs: [stoodIn, own] });
    expect(standingOf(both).counted).toHaveLength(1);
  });

  test('that ended holds its signer, until they take it back themselves', () => {
    const viewed = viewedOf(decision, lending({ endedAt: noon }), { signOffs: [stoodIn] });
    expect(codeOf(ask(viewed, 'eve-engineer', 'engineer'))).toBe('already_signed');
  });

  test('keeps its owner from executing as it keeps who signed', () => {
    const signOffs = [...allSignOffs(decision).filter(({ role }) => role !== 'risk'), stoodIn];
    const world = lending();
    const viewed = viewedOf(decision, world, { signOffs });
    const by = (who: string) => codeOf(decideExecute(viewed, person(who), shownOf(decision)));
    expect([by('rita-risk'), by('eve-engineer'), by('lena')]).toEqual(['executor_signed', 'executor_signed', 'ok']);
  });

  const give = (over: Partial<Parameters<typeof decideDelegate>[0]> = {}) =>
    decideDelegate(
      {
        id: 'new',
        fromId: 'rita-risk',
        toId: 'eve-engineer',
        role: 'risk',
        contexts: null,
        until: later(noon, 14 * dayMs),
        reason: 'Leave',
        ...over,
      },
      peopleOf(staff),
      noon,
    );
  test.each<[string, string, Parameters<typeof give>[0]]>([
    ['for a fortnight', 'ok', {}],
    ['for longer', 'invalid_body', { until: later(noon, 14 * dayMs + 1) }],
    ['until a past instant', 'invalid_body', { until: noon }],
    ['in a role that one does not hold', 'role_missing', { role: 'business' }],
    ['to oneself', 'delegation_invalid', { toId: 'rita-risk' }],
    ['to a stranger', 'delegation_invalid', { toId: 'nobody' }],
    ['as an administrator', 'delegation_invalid', { role: 'admin' }],
  ])('is given %s (%s)', (_, code, over) => {
    expect(codeOf(give(over))).toBe(code);
  });
});
