import type { Manifest } from '@/lib/contract/manifest';
import type { LaneRef } from '@/lib/contract/v1/criteria';
import { testManifest } from '@/lib/usecases/testing/house';

// Two programs: one that everything is asked about, and one beside it.

/** Cohorts enough for each act to have a lane of its own. */
export const lines = Array.from({ length: 30 }, (_, place) => `line${place + 1}`);

export const laneOf = (workload: 'reads', line: string): LaneRef => ({
  workload,
  audience: `cohort:${line}`,
});

export const claims: Manifest = testManifest((manifest) => {
  manifest.dimensions = { productLine: lines };
  manifest.policy = { leaseSeconds: 1, windowLeaseSeconds: 1, windowExtensions: 10 };
  manifest.routers = [{ slug: 'edge', name: 'Edge' }];
  for (const context of manifest.contexts) {
    context.workloads = ['reads'];
    context.cohorts = lines.map((line) => ({ slug: line, name: line, where: { productLine: [line] } }));
  }
  const [payments] = manifest.contexts;
  if (payments === undefined) throw new Error('no context');
  manifest.contexts.push({ ...payments, slug: 'intake', name: 'Intake', cohorts: [] });
});

export const orders: Manifest = testManifest((manifest) => {
  manifest.program = { slug: 'orders', name: 'Orders' };
  manifest.retirementItems = [];
  const [first] = manifest.contexts;
  if (first !== undefined) first.slug = 'stock';
});
