import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '@/lib/store/database';
import { rolesIn } from '@/lib/store/members';
import { createProgramFromManifest } from './commands/apply-manifest';
import { disablePerson } from './commands/disable-person';
import { enablePerson } from './commands/enable-person';
import { grantRole } from './commands/grant-role';
import { revokeRole } from './commands/revoke-role';
import { listPeople } from './queries/list-people';
import { enter, type Guest, join, openTheDoor } from './testing/guests';
import { accepted, buildHouse, type House, testManifest } from './testing/house';
import { transact } from './transact';

let house: House;
let guest: Guest;
beforeAll(async () => {
  house = await buildHouse();
  openTheDoor();
  guest = await join(house, 'guest@guests.example', ['viewer']);
});
afterAll(() => house?.drop());

const entries = async (type: string) =>
  inTransaction((db) => db.ledgerEntry.findMany({ where: { type, subjectId: guest.id }, select: { actorId: true } }));

describe('roles', () => {
  test('are given and taken with an entry each, and giving twice changes nothing', async () => {
    const give = () => grantRole(house.as.admin, house.program, guest.id, 'risk');
    expect((await accepted(give())).roles).toEqual(['viewer', 'risk']);
    expect((await accepted(give())).roles).toEqual(['viewer', 'risk']);
    const granted = await entries('role.granted');
    expect(granted).toHaveLength(2);
    expect(granted.at(-1)?.actorId).toBe(house.people.admin);
    expect((await accepted(revokeRole(house.as.admin, house.program, guest.id, 'risk'))).roles).toEqual(['viewer']);
    expect(await entries('role.revoked')).toHaveLength(1);
  });

  test('are given by administrators only', async () => {
    for (const role of ['viewer', 'lead', 'operations'] as const) {
      expect(await grantRole(house.as[role], house.program, guest.id, 'risk')).toMatchObject({
        refusal: { code: 'role_missing' },
      });
      expect(await revokeRole(house.as[role], house.program, guest.id, 'viewer')).toMatchObject({
        refusal: { code: 'role_missing' },
      });
    }
  });

  test('a program administrator cannot give a role to themselves', async () => {
    const admin = await join(house, 'admin2@guests.example', ['admin']);
    expect(await grantRole(await enter(admin), house.program, admin.id, 'risk')).toMatchObject({
      refusal: { code: 'forbidden' },
    });
  });

  test('who creates a program as installation administrator may take roles in it, until a context leaves planned', async () => {
    const slug = 'fresh';
    const manifest = testManifest((fresh) => {
      fresh.program.slug = slug;
    });
    await accepted(createProgramFromManifest(house.as.admin, manifest));
    const { admin } = house.people;
    expect((await accepted(grantRole(house.as.admin, slug, admin, 'lead'))).roles).toEqual(['lead', 'admin']);
    const root = await join(house, 'root@guests.example', ['viewer']);
    const asRoot = await enter(root);
    const other = { ...asRoot, actor: { ...asRoot.actor, installationAdmin: true } };
    expect(await grantRole(other, slug, root.id, 'lead')).toMatchObject({ refusal: { code: 'forbidden' } });
  });

  test('the last administrator of a program stays', async () => {
    const manifest = testManifest((lonely) => {
      lonely.program.slug = 'lonely';
    });
    await accepted(createProgramFromManifest(house.as.admin, manifest));
    expect(await revokeRole(house.as.admin, 'lonely', house.people.admin, 'admin')).toMatchObject({
      refusal: { code: 'last_admin' },
    });
    await accepted(grantRole(house.as.admin, 'lonely', guest.id, 'admin'));
    const both = await Promise.all([
      revokeRole(house.as.admin, 'lonely', house.people.admin, 'admin'),
      revokeRole(house.as.admin, 'lonely', guest.id, 'admin'),
    ]);
    expect(both.filter((result) => result.ok)).toHaveLength(1);
  });

  test('a person or program that is not there is not found, whatever its id looks like', async () => {
    for (const id of ['nonsense', house.people.admin.replace(/.{4}$/, '0000')]) {
      expect(await grantRole(house.as.admin, house.program, id, 'risk')).toMatchObject({
        refusal: { code: 'not_found' },
      });
    }
    const stranger = await enter(guest);
    expect(await listPeople(stranger, 'fresh', {})).toMatchObject({ refusal: { code: 'not_found' } });
    expect(await listPeople(stranger, 'no-such', {})).toMatchObject({ refusal: { code: 'not_found' } });
  });
});

describe('a disabled account', () => {
  test('holds no role until it is opened again', async () => {
    const roles = () =>
      transact(house.as.admin, house.program, async (tx) => ({
        ok: true as const,
        value: await rolesIn(tx.db, tx.program.id, guest.id),
      }));
    await accepted(disablePerson(house.as.admin, guest.id));
    expect(await accepted(roles())).toEqual([]);
    expect(await grantRole(house.as.admin, house.program, guest.id, 'risk')).toMatchObject({
      refusal: { code: 'conflict' },
    });
    await accepted(enablePerson(house.as.admin, guest.id));
    expect(await accepted(roles())).toEqual(['viewer']);
  });

  test('is made by installation administrators only, and never of the last one', async () => {
    expect(await disablePerson(house.as.lead, guest.id)).toMatchObject({ refusal: { code: 'forbidden' } });
    expect(await disablePerson(house.as.admin, house.people.admin)).toMatchObject({ refusal: { code: 'last_admin' } });
    expect(await disablePerson(house.as.admin, 'nobody')).toMatchObject({ refusal: { code: 'not_found' } });
  });
});
