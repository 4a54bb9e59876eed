import { v7 as uuid } from 'uuid';
import { type Manifest, type ManifestInput, manifestSchema } from '@/lib/contract/manifest';
import type { WayBackBody } from '@/lib/contract/v1/way-back';
import type { PersonActor } from '@/lib/domain/access/actor';
import type { Role, Workload } from '@/lib/domain/words';
import { setEnv } from '@/lib/env';
import { closeDatabase, inTransaction } from '@/lib/store/database';
import { ensureInstallation } from '@/lib/store/installation';
import { insertPerson } from '@/lib/store/people';
import { testDatabase } from '@/lib/store/test-database';
import { createProgramFromManifest } from '@/lib/usecases/commands/apply-manifest';
import { proveWayBack } from '@/lib/usecases/commands/prove-way-back';
import type { Context } from '@/lib/usecases/context';
import { transact, transactInstallation } from '@/lib/usecases/transact';

// A house to test in: a database of its own, one program, a person for each role.

export const cast = [
  'viewer',
  'auditor',
  'engineer',
  'lead',
  'owner',
  'business',
  'operations',
  'risk',
  'finance',
  'admin',
] as const;

export type House = {
  program: string;
  as: Record<(typeof cast)[number], Context>;
  people: Record<(typeof cast)[number], string>;
  drop: () => Promise<void>;
};

const actorOf = (role: string, personId: string, installationAdmin: boolean): PersonActor => ({
  kind: 'person',
  personId,
  name: `Person of ${role}`,
  email: `${role}@house.example`,
  sessionId: uuid(),
  installationAdmin,
  authenticatedAt: new Date(),
});

const must = <T>(result: { ok: true; value: T } | { ok: false; refusal: { code: string; detail: string } }): T => {
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.detail}`);
  return result.value;
};

/** The value of a result that a test expects to be accepted. */
export const accepted = async <T>(result: Promise<Parameters<typeof must<T>>[0]>): Promise<T> => must(await result);

type Criteria = NonNullable<ManifestInput['contexts'][number]['criteria']>;
type Asked = NonNullable<Criteria['transitions']['planned>shadow']>[number];

const matchRate: Asked = {
  key: 'outcomes-match',
  gate: 'data_and_state',
  kind: 'match_rate',
  blocking: true,
  layer: 'outcome',
  threshold: '0.99',
  window: { days: 7 },
  freshnessHours: 24,
  minSamples: 10,
};

const noCritical: Asked = {
  key: 'no-critical',
  gate: 'data_and_state',
  kind: 'discrepancy_ceiling',
  blocking: true,
  severity: 'critical',
  max: 0,
};

const attested: Asked = {
  key: 'runbook',
  gate: 'operations',
  kind: 'attestation',
  blocking: true,
  role: 'operations',
  statement: 'The runbook was rehearsed.',
  validDays: 30,
};

const testCriteria: Criteria['transitions'] = {
  'planned>shadow': [attested],
  'shadow>validated': [matchRate],
  'validated>selective': [matchRate, noCritical],
  'selective>selective': [matchRate],
  'selective>full': [matchRate],
};

export const testManifest = (change: (manifest: ManifestInput) => void = () => undefined): Manifest => {
  const manifest: ManifestInput = {
    program: { slug: 'claims', name: 'Claims', hardDate: '2031-03-31' },
    dimensions: { productLine: ['motor', 'home'], geography: ['eu', 'uk'] },
    systems: [
      { slug: 'mainframe', name: 'Mainframe', side: 'legacy' },
      { slug: 'cloud', name: 'Cloud', side: 'target' },
    ],
    contexts: [
      {
        slug: 'payments',
        name: 'Payments',
        owners: ['owner@house.example'],
        equivalence: 'A payment is the same when both sides pay the same.',
        correlationKey: 'payment_id',
        sync: 'dual_write',
        sourceOfTruth: 'mainframe',
        workloads: ['reads', 'writes'],
        cohorts: [{ slug: 'eu-motor', name: 'EU motor', where: { geography: ['eu'], productLine: ['motor'] } }],
        expectedChecks: [
          { source: 'nightly', layer: 'outcome', cadence: 'P1D', grace: 'PT6H', keys: [], minCompared: 10 },
        ],
        rules: {
          fields: { amount: { type: 'decimal', scale: 2, rounding: 'half_even', tolerance: { absolute: '0.01' } } },
          classify: [],
        },
        criteria: { transitions: testCriteria },
      },
    ],
    // Any workload may move first: what most tests are not about.
    policy: { leaseSeconds: 2, windowLeaseSeconds: 1, workloadOrder: [] },
    retirementItems: [
      { slug: 'month-report', kind: 'report', title: 'Month report', owner: 'lead@house.example', dueOn: '2030-06-30' },
    ],
  };
  change(manifest);
  return manifestSchema.parse(manifest);
};

/** Proves the way back of a context's workloads, for as long as a proof lasts: what every move to target asks for. */
export const provenWayBack = (
  context: Context,
  program: string,
  slug: string,
  workloads: readonly Workload[],
  change: Partial<WayBackBody> = {},
) => {
  const at = (context.simulatedAt ?? new Date()).getTime() - 60_000;
  return accepted(
    proveWayBack(context, program, slug, {
      workloads: [...workloads],
      quality: 'lossy',
      lost: 'Notes that were typed in after the shift.',
      evidence: 'Rehearsal R-1.',
      provenAt: new Date(at).toISOString(),
      validUntil: new Date(at + 90 * 86_400_000).toISOString(),
      ...change,
    }),
  );
};

/** A house with its own database, or in one that is given; its ways back are proven. Call `drop` when done. */
export const buildHouse = async (
  manifest: Manifest = testManifest(),
  given?: { url: string; drop: () => Promise<void> },
): Promise<House> => {
  const database = given ?? (await testDatabase());
  setEnv({ databaseUrl: database.url });
  await inTransaction((db) => ensureInstallation(db, 'Test'));
  const people = Object.fromEntries(cast.map((role) => [role, uuid()])) as House['people'];
  const as = Object.fromEntries(
    cast.map((role) => [role, { actor: actorOf(role, people[role], role === 'admin'), requestId: `test-${role}` }]),
  ) as House['as'];
  const builder: Context = { actor: { kind: 'system', name: 'Test' }, requestId: 'build' };
  await accepted(
    transactInstallation(builder, async (tx) => {
      for (const role of cast) {
        const id = people[role];
        const name = `Person of ${role}`;
        await insertPerson(tx.db, {
          id,
          name,
          email: `${role}@house.example`,
          createdAt: tx.at,
          installationAdmin: role === 'admin',
          demo: false,
          passwordHash: null,
          oidcIssuer: null,
          oidcSubject: null,
        });
        tx.record({ type: 'person.joined', subject: { kind: 'person', id }, data: { person: id, name, by: 'link' } });
      }
      return { ok: true, value: null };
    }),
  );
  await accepted(createProgramFromManifest(as.admin, manifest));
  const program = manifest.program.slug;
  await accepted(
    transact(builder, program, async (tx) => {
      for (const role of cast) {
        if (role === 'admin') continue;
        await giveRole(tx, people[role], role);
      }
      return { ok: true, value: null };
    }),
  );
  for (const { slug, workloads } of manifest.contexts) await provenWayBack(as.engineer, program, slug, workloads);
  const drop = async () => {
    await closeDatabase();
    await database.drop();
  };
  return { program, as, people, drop };
};

const giveRole = async (
  tx: Parameters<Parameters<typeof transact>[2]>[0],
  personId: string,
  role: Role,
): Promise<void> => {
  await tx.db.member.create({ data: { programId: tx.program.id, personId, role, grantedAt: tx.at, inSetUp: true } });
  const data = { person: personId, name: `Person of ${role}`, role };
  tx.record({ type: 'role.granted', subject: { kind: 'person', id: personId }, data });
};
