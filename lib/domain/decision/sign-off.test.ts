import { describe, expect, test } from 'vitest';
import type { Role } from '@/lib/domain/words';
import { decideRevoke, decideSignOff } from './sign-off';
import {
  codeOf,
  criterion,
  later,
  noon,
  personActor,
  proposed,
  shownOf,
  sign,
  signOffBy,
  staff,
  viewedOf,
  worldOf,
} from './test-world';
import type { Viewed } from './view-check';

const world = worldOf();
const decision = proposed(world);
const open = viewedOf(decision, world);
const ask = { ...shownOf(decision), id: 's-1', role: 'business' as Role, verdict: 'approve' as const, comment: '' };

const holding = (id: string, ...roles: Role[]) => worldOf({ holders: new Map([...staff, [id, new Set(roles)]]) });

test('who holds the role and saw the current revision approves it', () => {
  const result = sign(open, 'bo-business', 'business');
  expect(result).toMatchObject({
    ok: true,
    value: { state: 'open', signOff: { personId: 'bo-business', revision: 1 } },
  });
  expect(result.ok && result.value.facts.map(({ type }) => type)).toEqual(['sign_off.given']);
});

describe('an approval is refused', () => {
  const expired = worldOf({ at: later(noon, 7 * 86_400_000), evaluations: [criterion({ validUntil: null })] });
  const unmet = worldOf({ evaluations: [criterion({ key: 'extra', outcome: 'insufficient' })] });
  const insufficient = viewedOf(proposed(unmet), unmet);
  const blocked = worldOf({ blocks: [{ code: 'no_outcome_check', message: 'No outcome is compared.' }] });
  const signedBy = (viewed: Viewed, role: Role) => ({
    ...viewed,
    signOffs: [signOffBy(viewed.decision, 'bo-business', role)],
  });
  const key = { kind: 'key' as const, keyId: 'k', name: 'k', programId: null, scopes: [], personId: 'bo-business' };
  const rows: [string, string, () => ReturnType<typeof sign>][] = [
    ['a key', 'signer_not_human', () => decideSignOff(open, key, ask)],
    ['a scheduled act', 'signer_not_human', () => decideSignOff(open, { kind: 'system', name: 'worker' }, ask)],
    ['somebody without the role', 'role_missing', () => sign(open, 'omar-operations', 'business')],
    ['a stranger', 'role_missing', () => sign(open, 'stranger', 'business')],
    ['the proposer', 'self_approval', () => sign(viewedOf(decision, holding('lena', 'business')), 'lena', 'business')],
    [
      'an author',
      'self_approval',
      () => sign(viewedOf({ ...decision, authorIds: ['lena', 'bo-business'] }, world), 'bo-business', 'business'),
    ],
    [
      'whom the proposing key was issued to',
      'self_approval',
      () => {
        const proposer = { kind: 'key' as const, id: 'k', name: 'k', personId: 'bo-business' };
        return sign(viewedOf({ ...decision, proposer, authorIds: [] }, world), 'bo-business', 'business');
      },
    ],
    [
      'an executed decision',
      'decision_not_open',
      () => sign(viewedOf({ ...decision, state: 'executed' }, world), 'bo-business', 'business'),
    ],
    [
      'a withdrawn decision',
      'decision_not_open',
      () => sign(viewedOf({ ...decision, state: 'withdrawn' }, world), 'bo-business', 'business'),
    ],
    [
      'an expired decision, at its last instant',
      'decision_expired',
      () => sign(viewedOf(decision, expired), 'bo-business', 'business'),
    ],
    [
      'an unknown hash',
      'stale_view',
      () => decideSignOff(open, personActor('bo-business'), { ...ask, evidenceHash: 'f'.repeat(64) }),
    ],
    ['another revision', 'stale_view', () => decideSignOff(open, personActor('bo-business'), { ...ask, revision: 2 })],
    [
      'a changed policy',
      'stale_view',
      () =>
        sign(
          viewedOf(decision, worldOf({ versions: { policy: 2, rules: 1, criteria: 1 } })),
          'bo-business',
          'business',
        ),
    ],
    ['the same person twice', 'already_signed', () => sign(signedBy(open, 'business'), 'bo-business', 'business')],
    [
      'the same person in another role',
      'already_signed',
      () =>
        sign(
          { ...signedBy(open, 'business'), world: holding('bo-business', 'business', 'risk') },
          'bo-business',
          'risk',
        ),
    ],
    ['a role without a slot', 'slot_not_open', () => sign(open, 'finn-finance', 'finance')],
    [
      'a slot that is filled',
      'slot_not_open',
      () => sign({ ...signedBy(open, 'business'), world: holding('bea', 'business') }, 'bea', 'business'),
    ],
    [
      'a blocking criterion that lacks evidence',
      'criteria_not_met',
      () => sign(insufficient, 'bo-business', 'business'),
    ],
    [
      'a gate that does not open',
      'criteria_not_met',
      () => sign(viewedOf(proposed(blocked), blocked), 'bo-business', 'business'),
    ],
  ];
  test.each(rows)('to %s with %s', (_, code, attempt) => {
    expect(codeOf(attempt())).toBe(code);
  });
});

test('a person who can fill another place is let in, and the first signer moves over', () => {
  const holders = new Map([...staff, ['both', new Set<Role>(['business', 'risk'])]]);
  const viewed = { ...viewedOf(decision, worldOf({ holders })), signOffs: [signOffBy(decision, 'both', 'business')] };
  expect(codeOf(sign(viewed, 'bo-business', 'business'))).toBe('ok');
});

test('a stale view names what changed since', () => {
  const changed = worldOf({
    versions: { policy: 1, rules: 2, criteria: 1 },
    evaluations: [criterion({ outcome: 'stale' })],
  });
  const next = {
    ...proposed(changed),
    revision: { ...proposed(changed).revision, number: 2, reason: 'The rules changed.' },
  };
  const viewed = viewedOf(next, changed, { revisions: [decision.revision, next.revision] });
  const result = decideSignOff(viewed, personActor('bo-business'), ask);
  expect(result).toMatchObject({ ok: false, refusal: { code: 'stale_view' } });
  const said = result.ok ? [] : (result.refusal.errors ?? []).map(({ pointer }) => pointer);
  expect(said).toEqual(['/revision', '/versions/rules', '/evaluations/outcomes']);
});

describe('a refusal', () => {
  const unmet = worldOf({ evaluations: [criterion({ outcome: 'not_met' })] });
  test('is possible while criteria are not met, and rejects the decision', () => {
    const result = sign(viewedOf(proposed(unmet), unmet), 'rita-risk', 'risk', {
      verdict: 'refuse',
      comment: 'Too early.',
    });
    expect(result).toMatchObject({ ok: true, value: { state: 'rejected' } });
    expect(result.ok && result.value.facts.map(({ type }) => type)).toEqual(['sign_off.refused', 'decision.rejected']);
  });
  test('is possible where the slot is filled', () => {
    const viewed = viewedOf(decision, holding('bea', 'business'), {
      signOffs: [signOffBy(decision, 'bo-business', 'business')],
    });
    expect(codeOf(sign(viewed, 'bea', 'business', { verdict: 'refuse', comment: 'No.' }))).toBe('ok');
  });
  test('needs a reason', () => {
    expect(codeOf(sign(open, 'rita-risk', 'risk', { verdict: 'refuse', comment: '  ' }))).toBe('comment_required');
  });
  test('is not for the proposer', () => {
    const viewed = viewedOf(decision, holding('lena', 'risk'));
    expect(codeOf(sign(viewed, 'lena', 'risk', { verdict: 'refuse', comment: 'No.' }))).toBe('self_approval');
  });
});

describe('a sign-off is taken back', () => {
  const given = signOffBy(decision, 'bo-business', 'business');
  test('by who gave it', () => {
    expect(decideRevoke(decision, given, personActor('bo-business'), noon)).toMatchObject({
      ok: true,
      value: { revokedAt: noon },
    });
  });
  test('by the one on whose behalf it was given, and the record says who gave it', () => {
    const lent = { ...given, onBehalfOf: 'rita-risk', onBehalfOfName: 'Rita' };
    const revoked = decideRevoke(decision, lent, personActor('rita-risk'), noon);
    expect(revoked.ok && revoked.value.facts[0]?.data).toMatchObject({
      person: 'bo-business',
      onBehalfOf: { person: 'rita-risk', name: 'Rita' },
    });
    expect(codeOf(decideRevoke(decision, lent, personActor('olga-owner'), noon))).toBe('forbidden');
  });
  test.each<[string, string, () => ReturnType<typeof decideRevoke>]>([
    ['by somebody else', 'forbidden', () => decideRevoke(decision, given, personActor('rita-risk'), noon)],
    [
      'twice',
      'nothing_to_change',
      () => decideRevoke(decision, { ...given, revokedAt: noon }, personActor('bo-business'), noon),
    ],
    [
      'for an earlier revision',
      'nothing_to_change',
      () => decideRevoke(decision, { ...given, evidenceHash: 'f'.repeat(64) }, personActor('bo-business'), noon),
    ],
    [
      'after execution',
      'decision_not_open',
      () => decideRevoke({ ...decision, state: 'executed' }, given, personActor('bo-business'), noon),
    ],
    [
      'after expiry',
      'decision_expired',
      () => decideRevoke(decision, given, personActor('bo-business'), later(noon, 8 * 86_400_000)),
    ],
  ])('but not %s (%s)', (_, code, attempt) => {
    expect(codeOf(attempt())).toBe(code);
  });
});
