import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DecisionView } from '@/lib/contract/v1/decisions';
import { accept } from '@/lib/domain/kernel/refusal';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { connectAs } from '@/lib/store/testing/raw';
import { disablePerson } from '@/lib/usecases/commands/disable-person';
import { enablePerson } from '@/lib/usecases/commands/enable-person';
import { grantRole } from '@/lib/usecases/commands/grant-role';
import { revokeRole } from '@/lib/usecases/commands/revoke-role';
import { system } from '@/lib/usecases/context';
import { actsIn } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House } from '@/lib/usecases/testing/house';
import { transact } from '@/lib/usecases/transact';

// The step to shadow stands on an attestation by operations, and the owner has approved it.

let house: House;
let acts: ReturnType<typeof actsIn>;
let approved: DecisionView;

beforeEach(async () => {
  house = await buildHouse();
  acts = actsIn(house);
  await acts.attestRunbook();
  approved = await acts.signed(await accepted(acts.advance({ to: 'shadow' })), 'owner');
  expect(approved.state).toBe('approved');
}, 120_000);
afterEach(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

/** Read from the record itself: no look of anybody's may bring it about. */
const onRecord = async () => {
  const { id } = approved;
  return inSnapshot(async (db) => {
    const { revision } = await db.decision.findUniqueOrThrow({ where: { id } });
    const { reason } = await db.decisionRevision.findUniqueOrThrow({
      where: { decisionId_revision: { decisionId: id, revision } },
    });
    return { revision, reason };
  });
};
const fallen = {
  revision: 2,
  reason: 'What was attested is insufficient now: Nobody as operations has attested “The runbook was rehearsed.”.',
};

describe('what somebody attested falls with what they lose, at once and for good', () => {
  it('a role, though it is given back before anybody looks', async () => {
    const { operations } = house.people;
    await accepted(revokeRole(house.as.admin, house.program, operations, 'operations'));
    expect(await onRecord()).toEqual(fallen);
    await accepted(grantRole(house.as.admin, house.program, operations, 'operations'));
    expect(await acts.execute(approved)).toMatchObject({ ok: false, refusal: { code: 'stale_view' } });
  });

  it('the account, though it is opened again before anybody looks', async () => {
    await accepted(disablePerson(house.as.admin, house.people.operations));
    expect(await onRecord()).toEqual(fallen);
    await accepted(enablePerson(house.as.admin, house.people.operations));
    expect(await acts.execute(approved)).toMatchObject({ ok: false, refusal: { code: 'stale_view' } });
  });
});

it('a policy that nobody can read leaves nobody a role or the account', async () => {
  const owner = await connectAs(databaseUrl(), 'owner');
  const unreadable = `UPDATE policy_version SET document = '{"quorum":"whoever"}'`;
  await owner.query(`SET session_replication_role = replica; ${unreadable}`);
  await owner.end();
  expect(await acts.execute(approved)).toMatchObject({ ok: false, refusal: { code: 'policy_unreadable' } });
  const { operations } = house.people;
  const left = await accepted(revokeRole(house.as.admin, house.program, operations, 'operations'));
  expect(left.roles).toEqual([]);
  await accepted(disablePerson(house.as.admin, house.people.owner));
});

it('an account is closed after what its program is in the middle of, and no earlier than that', async () => {
  let begun = () => {};
  let finish = () => {};
  const started = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const working = accepted(
    transact<Date>(system('slow'), house.program, async (tx) => {
      begun();
      await finished;
      tx.record({
        type: 'role.granted',
        subject: { kind: 'person', id: house.people.viewer },
        data: { person: house.people.viewer, name: 'Person of viewer', role: 'viewer' },
      });
      return accept(new Date());
    }),
  );
  await started;
  const { owner: id } = house.people;
  const disabledAt = async () => (await inSnapshot((db) => db.person.findUniqueOrThrow({ where: { id } }))).disabledAt;
  const closing = accepted(disablePerson(house.as.admin, id));
  await sleep(400);
  expect(await disabledAt()).toBeNull();
  finish();
  const [at] = await Promise.all([working, closing]);
  expect(((await disabledAt())?.getTime() ?? 0) - at.getTime()).toBeGreaterThanOrEqual(0);
});
