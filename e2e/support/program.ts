import { expect } from '@playwright/test';
import { type Ask, demoPassword, must, type Read } from './people';

// A program of a journey's own: small, with short leases, led to where the journey begins.

const owned = (role: string) => `${role}@demo.example`;
const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

const matchRate = {
  key: 'quotes-agree',
  title: 'Quotes agree',
  gate: 'data_and_state',
  kind: 'match_rate',
  blocking: true,
  layer: 'outcome',
  threshold: '0.999',
  window: { days: 7 },
  freshnessHours: 36,
  minSamples: 1000,
};

const rehearsed = {
  key: 'way-back-rehearsed',
  title: 'The way back was rehearsed',
  gate: 'operations',
  kind: 'attestation',
  blocking: true,
  role: 'operations',
  statement: 'Switching quotes back to legacy was rehearsed, and the runbook says who does it',
  validDays: 30,
};

/** Parcel tariffs: one context, two cohorts, and things that must go, one of them overdue. */
export const tariffs = (slug: string) => ({
  program: { slug, name: 'Parcel tariffs', hardDate: day(60) },
  dimensions: { region: ['home', 'abroad'] },
  systems: [
    { slug: 'tariff-tables', name: 'Tariff tables', side: 'legacy' },
    { slug: 'pricing', name: 'Pricing service', side: 'target' },
  ],
  contexts: [
    {
      slug: 'quotes',
      name: 'Quotes',
      owners: [owned('owner')],
      equivalence: 'Two quotes are the same when they name the same price, in the same currency, for the same parcel.',
      correlationKey: 'quote number',
      sync: 'dual_write',
      sourceOfTruth: 'tariff tables',
      workloads: ['reads', 'writes'],
      cohorts: [{ slug: 'home', name: 'Parcels at home', where: { region: ['home'] } }],
      expectedChecks: [
        { source: 'nightly', layer: 'outcome', workload: 'writes', cadence: 'P1D', grace: 'PT12H', minCompared: 100 },
      ],
      criteria: {
        transitions: {
          'planned>shadow': [rehearsed],
          'shadow>validated': [matchRate],
          'validated>selective': [matchRate, rehearsed],
          'selective>selective': [matchRate, rehearsed],
          'selective>full': [matchRate, rehearsed],
        },
      },
    },
  ],
  policy: { leaseSeconds: 2, windowLeaseSeconds: 1 },
  retirementItems: [
    { slug: 'price-list', kind: 'report', title: 'Printed price list', owner: owned('business'), dueOn: day(20) },
    { slug: 'nightly-copy', kind: 'dependent_job', title: 'Nightly copy', owner: owned('engineer'), dueOn: day(-3) },
    { slug: 'tape', kind: 'data_archive', title: 'Tariffs since 1998', owner: owned('lead'), dueOn: day(40) },
  ],
});

const hour = 3_600_000;

/** A run over a day that ended an hour ago, or then; `differing` of its ten thousand quotes do not agree. */
export const nightly = (externalId: string, differing = 0, to = Date.now() - hour) => ({
  source: 'nightly',
  externalId,
  context: 'quotes',
  layer: 'outcome',
  workload: 'writes',
  window: { from: new Date(to - 24 * hour).toISOString(), to: new Date(to).toISOString() },
  status: 'completed',
  totals: {
    legacy: 10_000,
    target: 10_000,
    compared: 10_000,
    matched: 10_000 - differing,
    mismatched: differing,
    missingInTarget: 0,
    missingInLegacy: 0,
  },
});

/** Makes the program and brings everybody in; resolves to an API key for jobs and routers, shown this once. */
export const makeProgram = async (admin: Ask, slug: string): Promise<string> => {
  await must(admin('POST', '/programs', tariffs(slug)));
  for (const role of ['lead', 'owner', 'business', 'operations', 'risk', 'auditor', 'engineer']) {
    await must(admin('POST', `/programs/${slug}/people`, { email: owned(role), name: role, roles: [role] }));
  }
  const scopes = ['runs:write', 'authority:read', 'program:read'];
  return (await must(admin('POST', `/programs/${slug}/keys`, { name: 'Tariff jobs', scopes, expiresAt: null }))).key;
};

const stepUp = { method: 'password', password: demoPassword };

/** Proves the way back of quotes, as who runs them: no lane moves to target without. */
export const proveWayBack = (operations: Ask, slug: string) =>
  must(
    operations('POST', `/programs/${slug}/contexts/quotes/way-back`, {
      workloads: ['reads', 'writes'],
      quality: 'lossy',
      lost: 'Discounts that were typed in after the shift; they are exported beforehand.',
      evidence: 'Minutes of the rehearsal.',
      provenAt: new Date(Date.now() - hour).toISOString(),
      validUntil: new Date(Date.now() + 30 * 24 * hour).toISOString(),
    }),
  );

/** Attests that the way back was rehearsed, as operations. */
export const rehearse = (operations: Ask, slug: string) =>
  must(
    operations('POST', `/programs/${slug}/contexts/quotes/attestations`, {
      criterion: rehearsed.key,
      role: 'operations',
      statement: rehearsed.statement,
      evidence: 'Minutes of the rehearsal.',
      stepUp,
    }),
  );

type Signer = { role: string; ask: Ask };

export const signOff = (decision: Read, slug: string, { role, ask }: Signer) =>
  must(
    ask('POST', `/programs/${slug}/decisions/${decision.number}/sign-offs`, {
      revision: decision.revision,
      evidenceHash: decision.evidenceHash,
      role,
      verdict: 'approve',
      stepUp,
    }),
  );

/** Proposes as the lead, lets everybody sign, and executes. */
export const carryOut = async (lead: Ask, slug: string, to: string, signers: Signer[]): Promise<Read> => {
  const decisions = `/programs/${slug}/decisions`;
  const decision = await must(
    lead('POST', decisions, {
      kind: 'advance',
      context: 'quotes',
      to,
      title: `Quotes to ${to}`,
      rationale: 'In order.',
    }),
  );
  for (const signer of signers) await signOff(decision, slug, signer);
  const { revision, evidenceHash } = decision;
  const executed = await must(lead('POST', `${decisions}/${decision.number}/execution`, { revision, evidenceHash }));
  expect(executed.state).toBe('executed');
  return executed;
};
