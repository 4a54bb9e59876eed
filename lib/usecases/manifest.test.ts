import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ManifestInput } from '@/lib/contract/manifest';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { applyManifest, createProgramFromManifest, planProgramManifest } from './commands/apply-manifest';
import { withdrawDecision } from './commands/withdraw-decision';
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
const listening: Change = (manifest) => {
  manifest.sources = [
    { kind: 'openlineage', name: 'spark', context: context(manifest).slug, jobs: [{ namespace: 'spark' }] },
  ];
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

const decisions = () => inSnapshot((db) => db.decision.findMany({ orderBy: { number: 'asc' } }));

const withdrawAll = async () => {
  for (const { id, state } of await decisions()) {
    if (state === 'open') await accepted(withdrawDecision(house.as.lead, house.program, id, { reason: 'Enough.' }));
  }
};

describe('what governs the program', () => {
  it.each<[string, Change, string, string]>([
    ['criteria', criteria, '/contexts/0/criteria', 'activate_criteria'],
    ['the sign-off policy', policy, '/policy', 'change_policy'],
    ['the hard date', hardDate, '/program/hardDate', 'extend_deadline'],
  ])(
    '%s in force: applying opens one decision, applying again finds it, and what is in force stays',
    async (_, change, path, kind) => {
      expect((await plan(change)).changes).toMatchObject([
        { action: 'change', path, needsDecision: true, kind, decision: null },
      ]);
      const before = await inSnapshot((db) => db.program.findFirstOrThrow());
      const first = await accepted(apply(change));
      const opened = first.changes[0]?.decision ?? null;
      expect(first).toMatchObject({ applied: false, changes: [{ path, kind }] });
      expect(opened).not.toBeNull();
      const count = (await decisions()).length;
      expect((await accepted(apply(change))).changes).toMatchObject([{ path, decision: opened }]);
      expect((await plan(change)).changes).toMatchObject([{ path, decision: opened }]);
      expect((await decisions()).length).toBe(count);
      const after = await inSnapshot((db) => db.program.findFirstOrThrow());
      expect(after.manifestDigest).toBe(before.manifestDigest);
      await withdrawAll();
    },
  );

  it('what needs no decision is done at once beside those that are opened', async () => {
    const done = await accepted(
      apply((manifest) => {
        for (const change of [criteria, policy, hardDate, rules]) change(manifest);
        manifest.program.name = 'Another name';
      }),
    );
    expect(done.applied).toBe(true);
    const kinds = done.changes.map(({ kind, decision }) => [kind, decision === null]);
    expect(kinds.filter(([kind]) => kind !== null).map(([kind]) => kind)).toEqual([
      'extend_deadline',
      'change_policy',
      'activate_criteria',
    ]);
    expect(kinds.every(([kind, none]) => (kind === null) === none)).toBe(true);
    const program = await inSnapshot((db) => db.program.findFirstOrThrow({ include: { policies: true } }));
    expect([program.name, program.policies.length]).toEqual(['Another name', 1]);
    expect(program.manifest).toMatchObject({ program: { name: 'Another name', hardDate: '2031-03-31' } });
    await withdrawAll();
    await accepted(apply(() => undefined));
  });

  it('another wish while one is open is refused, and nothing of it is done', async () => {
    await accepted(apply(policy));
    const refused = await apply((manifest) => {
      manifest.policy = { reviewHours: 200 };
      manifest.program.name = 'Yet another name';
    });
    expect(refused).toMatchObject({ ok: false, refusal: { code: 'decision_overlap' } });
    const program = await inSnapshot((db) => db.program.findFirstOrThrow());
    expect(program.name).toBe('Claims');
    await withdrawAll();
  });

  it('who may not propose opens no decision', async () => {
    expect(await apply(policy, 'admin')).toMatchObject({ ok: false, refusal: { code: 'role_missing' } });
    expect((await decisions()).filter(({ state }) => state === 'open')).toEqual([]);
  });

  it('a hard date is not taken away by leaving it out', async () => {
    const without = await apply((manifest) => {
      delete manifest.program.hardDate;
    });
    expect(without).toMatchObject({ ok: false, refusal: { code: 'deadline_needs_decision' } });
  });
});

describe('before a context has left planned', () => {
  it('its lanes, its checks and what counts as the same change with the manifest; rules become a draft', async () => {
    for (const change of [cohorts, equivalence, expected, listening, rules, () => undefined]) {
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
    ['what counts as the same', equivalence, '/contexts/0/equivalence'],
    ['the expected checks', expected, '/contexts/0/expectedChecks'],
    ['who sends events about it', listening, '/contexts/0/sources'],
  ])('%s change by decision only', async (_, change, path) => {
    const { changes } = await accepted(apply(change));
    expect(changes).toMatchObject([{ path, kind: 'activate_criteria' }]);
    expect(changes[0]?.decision).not.toBeNull();
    await withdrawAll();
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
