import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestInput } from '@/lib/contract/manifest';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { applyManifest, createProgramFromManifest, planProgramManifest } from './commands/apply-manifest';
import { actsIn } from './testing/acts';
import { accepted, buildHouse, type House, testManifest } from './testing/house';

// What a manifest may change by itself, and what a decision must come before.

type Change = (manifest: ManifestInput) => void;

let house: House;
beforeAll(async () => {
  house = await buildHouse();
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

const apply = (change: Change, role: keyof House['as'] = 'lead') =>
  applyManifest(house.as[role], house.program, testManifest(change));
const plan = (change: Change) => accepted(planProgramManifest(house.as.lead, house.program, testManifest(change)));
const context = (manifest: ManifestInput) => {
  const [first] = manifest.contexts;
  if (first === undefined) throw new Error('no context');
  return first;
};

const criteria: Change = (manifest) => {
  const [rate] = context(manifest).criteria?.transitions['selective>full'] ?? [];
  context(manifest).criteria = { transitions: { 'selective>full': rate ? [{ ...rate, key: 'softer' }] : [] } };
};
const policy: Change = (manifest) => {
  manifest.policy = { reviewHours: 300 };
};
const hardDate: Change = (manifest) => {
  manifest.program.hardDate = '2032-01-01';
};
const cohorts: Change = (manifest) => {
  context(manifest).cohorts = [{ slug: 'uk', name: 'UK', where: { geography: ['uk'] } }];
};
const equivalence: Change = (manifest) => {
  context(manifest).equivalence = 'Nearly the same is the same.';
};
const expected: Change = (manifest) => {
  context(manifest).expectedChecks = [];
};
const rules: Change = (manifest) => {
  context(manifest).rules = { fields: { amount: { type: 'decimal', scale: 0, rounding: 'down' } } };
};

describe('a manifest that is applied again', () => {
  it('changes and records nothing', async () => {
    const before = await audit(databaseUrl());
    expect(await accepted(apply(() => undefined))).toMatchObject({ applied: false, changes: [] });
    expect((await audit(databaseUrl())).entries).toBe(before.entries);
  });

  it('is applied by who may, to the program that it is of', async () => {
    expect(await apply(() => undefined, 'viewer')).toMatchObject({ ok: false, refusal: { code: 'role_missing' } });
    const elsewhere = await apply((manifest) => {
      manifest.program.slug = 'other';
    });
    expect(elsewhere).toMatchObject({
      ok: false,
      refusal: { code: 'invalid_manifest', errors: [{ pointer: '/program/slug' }] },
    });
    const twice = await createProgramFromManifest(house.as.admin, testManifest());
    expect(twice).toMatchObject({ ok: false, refusal: { code: 'program_exists' } });
  });
});

describe('what governs the program', () => {
  it.each<[string, Change, string, string]>([
    ['criteria', criteria, '/contexts/0/criteria', 'manifest_needs_decision'],
    ['the sign-off policy', policy, '/policy', 'manifest_needs_decision'],
    ['the hard date', hardDate, '/program/hardDate', 'deadline_needs_decision'],
  ])('%s in force is not changed by a manifest: it says where and why', async (_, change, pointer, code) => {
    expect(await apply(change)).toMatchObject({
      ok: false,
      refusal: { code, errors: [{ pointer }] },
    });
    expect((await plan(change)).changes).toMatchObject([{ action: 'change', path: pointer, needsDecision: true }]);
  });

  it('all that needs a decision is named at once, and nothing of the rest is done', async () => {
    const refused = await apply((manifest) => {
      for (const change of [criteria, policy, hardDate, rules]) change(manifest);
      manifest.program.name = 'Another name';
    });
    const pointers = refused.ok ? [] : (refused.refusal.errors ?? []).map(({ pointer }) => pointer);
    expect(pointers.sort()).toEqual(['/contexts/0/criteria', '/policy', '/program/hardDate']);
    const program = await inSnapshot((db) => db.program.findFirstOrThrow({ include: { policies: true } }));
    expect([program.name, program.policies.length]).toEqual(['Claims', 1]);
  });
});

describe('before a context has left planned', () => {
  it('its lanes, its checks and what counts as the same change with the manifest; rules become a draft', async () => {
    for (const change of [cohorts, equivalence, expected, rules, () => undefined]) {
      expect(await accepted(apply(change))).toMatchObject({ applied: true });
    }
    const lanes = await inSnapshot((db) => db.lane.findMany({ include: { audience: true } }));
    expect([...new Set(lanes.map(({ audience }) => audience.slug))].sort()).toEqual(['eu-motor', 'rest']);
    const statements = await inSnapshot((db) => db.equivalenceStatement.findMany());
    expect(statements.length).toBeGreaterThan(1);
  });
});

describe('once a context has left planned', () => {
  beforeAll(() => actsIn(house).toShadow());

  it.each<[string, Change, string]>([
    ['lanes', cohorts, '/contexts/0/cohorts'],
    ['what counts as the same', equivalence, '/contexts/0/equivalence'],
    ['the expected checks', expected, '/contexts/0/expectedChecks'],
  ])('%s change by decision only', async (_, change, pointer) => {
    expect(await apply(change)).toMatchObject({
      ok: false,
      refusal: { code: 'manifest_needs_decision', errors: [{ pointer }] },
    });
  });

  it('a context does not leave the program by being left out, and rules still become a draft', async () => {
    const without = await apply((manifest) => {
      manifest.contexts = [{ ...context(manifest), slug: 'renamed' }];
    });
    expect(without).toMatchObject({ ok: false, refusal: { code: 'manifest_needs_decision' } });
    expect(await accepted(apply(rules))).toMatchObject({ applied: true });
    const versions = await inSnapshot((db) => db.ruleSetVersion.findMany());
    expect(new Set(versions.map(({ state }) => state))).toEqual(new Set(['draft']));
  });
});
