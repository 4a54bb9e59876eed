import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DecisionView } from '@/lib/contract/v1/decisions';
import { grantRole } from '@/lib/usecases/commands/grant-role';
import { liftHold } from '@/lib/usecases/commands/lift-hold';
import { placeHold } from '@/lib/usecases/commands/place-hold';
import { proposeDecision } from '@/lib/usecases/commands/propose-decision';
import { reviseDecision } from '@/lib/usecases/commands/revise-decision';
import { revokeRole } from '@/lib/usecases/commands/revoke-role';
import { revokeSignOff } from '@/lib/usecases/commands/revoke-sign-off';
import { giveSignOff } from '@/lib/usecases/commands/sign-decision';
import { withdrawDecision } from '@/lib/usecases/commands/withdraw-decision';
import type { Context } from '@/lib/usecases/context';
import { readDecision } from '@/lib/usecases/queries/list-decisions';
import { actsIn, reads, writes } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House, testManifest } from '@/lib/usecases/testing/house';

// What an act on a decision is refused for, each with its code, and that a refusal changes nothing.

let house: House;
let acts: ReturnType<typeof actsIn>;
let decision: DecisionView;

const code = async (result: Promise<{ ok: boolean; refusal?: { code: string } }>): Promise<string> => {
  const answer = await result;
  return answer.ok ? 'accepted' : (answer.refusal?.code ?? 'none');
};

const withdraw = ({ id }: { id: string }, role: keyof House['as'] = 'lead') =>
  withdrawDecision(acts.as(role), house.program, id, { reason: 'Not now.' });
const now = () => accepted(readDecision(acts.as('viewer'), house.program, decision.id));
const key = (personId: string | null): Context => ({
  actor: { kind: 'key', keyId: 'key', name: 'job', programId: null, scopes: ['decisions:write'], personId },
  requestId: 'by-key',
});

beforeAll(async () => {
  // Roles change hands here and count at once; that they usually do not is tested elsewhere.
  house = await buildHouse(
    testManifest((manifest) => {
      manifest.policy = { ...manifest.policy, coolingOffHours: 0 };
    }),
  );
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
});
afterAll(() => house?.drop());
beforeEach(async () => {
  decision = await accepted(acts.advance({ to: 'selective', lanes: [reads] }));
  return async () => {
    await withdraw(decision);
  };
});

describe('a sign-off', () => {
  it('of something that was not shown is refused', async () => {
    expect(await code(acts.signOff({ ...decision, evidenceHash: '0'.repeat(64) }, 'risk'))).toBe('stale_view');
    expect(await code(acts.signOff({ ...decision, revision: 2 }, 'risk'))).toBe('stale_view');
    expect((await now()).signOffs).toEqual([]);
  });

  it('by the same person counts once, whatever roles they hold', async () => {
    await accepted(grantRole(house.as.admin, house.program, house.people.business, 'risk'));
    await accepted(acts.signOff(decision, 'business'));
    expect(await code(acts.signOff(decision, 'business'))).toBe('already_signed');
    expect(await code(acts.signOff(decision, 'business', { role: 'risk' }))).toBe('already_signed');
    await accepted(revokeRole(house.as.admin, house.program, house.people.business, 'risk'));
  });

  it('by who proposed it is refused, also where a key of theirs did', async () => {
    await accepted(grantRole(house.as.admin, house.program, house.people.lead, 'risk'));
    expect(await code(acts.signOff(decision, 'lead', { role: 'risk' }))).toBe('self_approval');
    await accepted(revokeRole(house.as.admin, house.program, house.people.lead, 'risk'));
    await accepted(withdraw(decision));
    const body = {
      kind: 'advance',
      context: 'payments',
      to: 'selective',
      lanes: [reads],
      title: 'By key',
      rationale: 'Due.',
    } as const;
    const byKey = await accepted(proposeDecision(key(house.people.risk), house.program, { ...body, lanes: [reads] }));
    expect(await code(acts.signOff(byKey, 'risk'))).toBe('self_approval');
    expect(await code(acts.signOff(byKey, 'business'))).toBe('accepted');
    await accepted(withdraw(byKey, 'owner'));
  });

  it('is a person’s, in a role that they hold and that was asked for', async () => {
    expect(await code(acts.signOff(decision, 'viewer', { role: 'risk' }))).toBe('role_missing');
    expect(await code(acts.signOff(decision, 'operations', { role: 'risk' }))).toBe('role_missing');
    expect(await code(acts.signOff(decision, 'engineer'))).toBe('slot_not_open');
    expect(await code(acts.signOff(decision, 'finance'))).toBe('slot_not_open');
    const { id, revision, evidenceHash } = decision;
    const given = { revision, evidenceHash, role: 'risk', verdict: 'approve', method: 'password' } as const;
    expect(await code(giveSignOff(key(house.people.risk), house.program, id, given))).toBe('signer_not_human');
  });

  it('that refuses needs a reason and rejects the decision', async () => {
    const refusing = { verdict: 'refuse' as const };
    expect(await code(acts.signOff(decision, 'risk', refusing))).toBe('comment_required');
    const rejected = await accepted(acts.signOff(decision, 'risk', { ...refusing, comment: 'Too early.' }));
    expect(rejected).toMatchObject({ state: 'rejected', closedReason: expect.stringContaining('Too early.') });
    expect(await code(acts.signOff(decision, 'business'))).toBe('decision_not_open');
    expect(await code(acts.execute(decision))).toBe('decision_not_open');
  });

  it('is taken back by who gave it, no longer counts, and stays on record', async () => {
    const signed = await acts.signed(decision, 'business', 'operations', 'risk');
    expect(signed.state).toBe('approved');
    const [given] = signed.signOffs;
    const revoke = (role: keyof House['as']) =>
      revokeSignOff(acts.as(role), house.program, decision.id, given?.id ?? '');
    expect(await code(revoke('risk'))).toBe('forbidden');
    const after = await accepted(revoke('business'));
    expect(after.state).toBe('open');
    expect(after.signOffs.map(({ counted }) => counted)).toEqual([false, true, true]);
    expect(await code(revoke('business'))).toBe('nothing_to_change');
    expect(await code(acts.execute(decision))).toBe('sign_offs_missing');
    expect((await accepted(acts.signOff(decision, 'business'))).state).toBe('approved');
  });

  it('of somebody who has lost the role is no longer counted', async () => {
    await acts.signed(decision, 'business', 'operations', 'risk');
    await accepted(revokeRole(house.as.admin, house.program, house.people.risk, 'risk'));
    expect((await now()).state).toBe('open');
    expect(await code(acts.execute(decision))).toBe('sign_offs_missing');
    await accepted(grantRole(house.as.admin, house.program, house.people.risk, 'risk'));
    expect((await now()).state).toBe('approved');
  });
});

describe('an execution', () => {
  it('says all that is missing at once', async () => {
    const hold = await accepted(placeHold(acts.as('risk'), house.program, { context: 'payments', reason: 'Audit.' }));
    const more = await accepted(placeHold(acts.as('lead'), house.program, { reason: 'Me too.' }));
    const refused = await acts.execute(decision);
    const errors = refused.ok ? [] : (refused.refusal.errors ?? []);
    const missing = ['held', 'held', 'sign_offs_missing', 'sign_offs_missing', 'sign_offs_missing'];
    expect(errors.map((error) => error.code).sort()).toEqual(missing);
    expect((await now()).missing.map((item) => item.code).sort()).toEqual(missing);
    await accepted(liftHold(acts.as('risk'), house.program, hold.id, 'Over.'));
    await accepted(liftHold(acts.as('risk'), house.program, more.id, 'Over.'));
  });

  it('is held by a hold until that is lifted', async () => {
    const hold = await accepted(
      placeHold(acts.as('risk'), house.program, { context: 'payments', reason: 'Year end.' }),
    );
    await acts.signed(decision, 'business', 'operations', 'risk');
    expect(await code(acts.execute(decision))).toBe('held');
    await accepted(liftHold(acts.as('risk'), house.program, hold.id, 'Over.'));
    expect((await now()).missing).toEqual([]);
  });

  it('is not done by a counted signer, and may be by the proposer', async () => {
    await acts.signed(decision, 'business', 'operations', 'risk');
    expect(await code(acts.execute(decision, 'operations'))).toBe('executor_signed');
    expect(await code(acts.execute({ ...decision, evidenceHash: '0'.repeat(64) }))).toBe('stale_view');
    expect(await code(acts.execute(decision, 'viewer'))).toBe('role_missing');
    expect((await now()).state).toBe('approved');
  });
});

describe('a proposal', () => {
  it('that concerns what another live decision concerns is refused', async () => {
    expect(await code(acts.advance({ to: 'selective', lanes: [reads] }))).toBe('decision_overlap');
    expect(await code(acts.advance({ to: 'selective', lanes: [writes, reads] }))).toBe('decision_overlap');
    const other = await accepted(acts.advance({ to: 'selective', lanes: [writes] }));
    await accepted(withdraw(other));
  });

  it('of a move that the stage or the lanes do not allow is refused', async () => {
    const nowhere = { workload: 'reads', audience: 'cohort:nowhere' } as const;
    expect(await code(acts.advance({ to: 'full' }))).toBe('transition_not_allowed');
    expect(await code(acts.advance({ to: 'shadow' }))).toBe('transition_not_allowed');
    expect(await code(acts.advance({ to: 'selective' }))).toBe('lanes_not_allowed');
    expect(await code(acts.advance({ to: 'selective', lanes: [nowhere] }))).toBe('lanes_not_allowed');
    expect(await code(acts.advance({ to: 'selective', lanes: [writes, writes] }))).toBe('lanes_not_allowed');
    expect(await code(acts.advance({ to: 'selective', lanes: [writes], rollbackDays: 91 }))).toBe('invalid_body');
    expect(await code(acts.advance({ to: 'selective', lanes: [writes] }, 'viewer'))).toBe('role_missing');
    const activation = { kind: 'activate_rules', context: 'payments', title: 'Rules', rationale: 'Due.' } as const;
    expect(await code(acts.propose({ ...activation, version: 9 }))).toBe('not_found');
  });
});

describe('a revision', () => {
  const revise = (role: keyof House['as'], change: object) =>
    reviseDecision(acts.as(role), house.program, decision.id, { revision: 1, reason: 'Better so.', ...change });

  it('takes the place of the one before: sign-offs given so far stay on record and count no more', async () => {
    await acts.signed(decision, 'business', 'operations');
    expect(await code(revise('owner', { title: decision.title }))).toBe('nothing_to_change');
    const revised = await accepted(revise('owner', { rollbackDays: 30 }));
    expect(revised).toMatchObject({ revision: 2, state: 'open', rollbackDays: 30 });
    expect(revised.evidenceHash).not.toBe(decision.evidenceHash);
    expect(revised.signOffs.map(({ counted, revision }) => [counted, revision])).toEqual([
      [false, 1],
      [false, 1],
    ]);
    expect(await code(acts.signOff(decision, 'risk'))).toBe('stale_view');
    expect(await code(acts.execute(revised))).toBe('sign_offs_missing');
    expect((await acts.signed(revised, 'business', 'operations', 'risk')).state).toBe('approved');
    expect(await code(revise('owner', { rollbackDays: 31 }))).toBe('stale_view');
  });

  it('makes its writer an author, who does not sign', async () => {
    await accepted(grantRole(house.as.admin, house.program, house.people.owner, 'risk'));
    const revised = await accepted(revise('owner', { rationale: 'It is high time.' }));
    expect(await code(acts.signOff(revised, 'owner', { role: 'risk' }))).toBe('self_approval');
    await accepted(revokeRole(house.as.admin, house.program, house.people.owner, 'risk'));
  });
});

describe('a withdrawal', () => {
  it('is the proposer’s or a context owner’s, ends the decision and frees its lanes', async () => {
    expect(await code(withdraw(decision, 'engineer'))).toBe('forbidden');
    expect((await accepted(withdraw(decision, 'owner'))).state).toBe('withdrawn');
    expect(await code(withdraw(decision))).toBe('decision_not_open');
    expect(await code(acts.signOff(decision, 'risk'))).toBe('decision_not_open');
    expect(await code(acts.execute(decision))).toBe('decision_not_open');
    decision = await accepted(acts.advance({ to: 'selective', lanes: [reads] }));
  });
});
