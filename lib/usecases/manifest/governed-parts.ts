import { cohortsOf, type Manifest, type ManifestContext } from '@/lib/contract/manifest';
import type { PlanChange } from '@/lib/contract/v1/manifest-plan';
import { conditionOf } from '@/lib/domain/authority/condition';
import type { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import type { Proposal } from '@/lib/domain/decision/proposal';
import { defaultPolicy, type PolicyDocument } from '@/lib/domain/policy/document';
import { type Workload, workloads } from '@/lib/domain/words';

// What a manifest declares and only a decision puts in force: taken out of what is written, and proposed instead.

/** A policy that is left out is the usual one. */
export const policyOf = (manifest: Manifest): PolicyDocument => manifest.policy ?? defaultPolicy;

/** Criteria that are left out ask nothing. */
export const criteriaIn = (context: ManifestContext): CriteriaSetDocument => context.criteria ?? { transitions: {} };

/** Who sends events about a context. */
export const sourcesOf = (manifest: Manifest, slug: string): Manifest['sources'] =>
  manifest.sources.filter(({ context }) => context === slug);

/** The sources as far as they can be written now, in the order of the manifest that asks. */
const sourcesNow = (before: Manifest, after: Manifest, keep: (path: string) => boolean): Manifest['sources'] => {
  const kept = after.contexts.flatMap(({ slug }, index) => (keep(`/contexts/${index}/sources`) ? [slug] : []));
  return [
    ...after.sources.filter(({ context }) => !kept.includes(context)),
    ...before.sources.filter(({ context }) => kept.includes(context)),
  ];
};

const isGoverned = (changes: readonly PlanChange[], path: string): boolean =>
  changes.some((change) => change.needsDecision && change.path === path);

/** The manifest as far as it can be written now: what a decision must come before stays as it is on record. */
export const withheld = (before: Manifest, after: Manifest, changes: readonly PlanChange[]): Manifest => {
  const keep = (path: string) => isGoverned(changes, path);
  const contexts = after.contexts.map((context, index): ManifestContext => {
    const known = before.contexts.find(({ slug }) => slug === context.slug);
    if (known === undefined) return context;
    const path = `/contexts/${index}`;
    const { workloads, cohorts, subscribers, expectedChecks, equivalence } = known;
    return {
      ...context,
      ...(keep(`${path}/criteria`) ? { criteria: known.criteria } : {}),
      ...(keep(`${path}/expectedChecks`) ? { expectedChecks } : {}),
      ...(keep(`${path}/equivalence`) ? { equivalence } : {}),
      ...(keep(`${path}/cohorts`) ? { workloads, cohorts, subscribers } : {}),
    };
  });
  const { hardDate } = before.program;
  return {
    ...after,
    program: { ...after.program, ...(keep('/program/hardDate') ? { hardDate } : {}) },
    contexts,
    sources: sourcesNow(before, after, keep),
    ...(keep('/policy') ? { policy: before.policy } : {}),
  };
};

/** A decision that a manifest asks for, and the changes of the plan that it answers. */
export type Asked = {
  /** Null for a decision about the program. */
  context: string | null;
  proposal: Proposal;
  paths: readonly string[];
};

const ofProgram = (after: Manifest, changes: readonly PlanChange[], rationale: string): Asked[] => {
  const asked: Asked[] = [];
  const { hardDate } = after.program;
  if (isGoverned(changes, '/program/hardDate') && hardDate !== undefined) {
    const title = `The hard date is ${hardDate}`;
    asked.push({
      context: null,
      proposal: { kind: 'extend_deadline', title, rationale, day: hardDate },
      paths: ['/program/hardDate'],
    });
  }
  if (isGoverned(changes, '/policy')) {
    const document = policyOf(after);
    const title = 'The sign-off policy of the manifest';
    asked.push({ context: null, proposal: { kind: 'change_policy', title, rationale, document }, paths: ['/policy'] });
  }
  return asked;
};

const inOrder = (list: readonly Workload[]): Workload[] => workloads.filter((workload) => list.includes(workload));

/** The whole drawing that the manifest declares, where it is another one. */
const redrawnBy = (
  context: ManifestContext,
  path: string,
  changes: readonly PlanChange[],
  rationale: string,
): Asked[] => {
  if (!isGoverned(changes, path)) return [];
  const proposal: Proposal = {
    kind: 'redraw_lanes',
    title: `The lanes of ${context.name} as the manifest draws them`,
    rationale,
    workloads: inOrder(context.workloads),
    cohorts: cohortsOf(context).map((cohort) => ({
      slug: cohort.slug,
      name: cohort.name,
      condition: conditionOf(cohort),
      trafficPercent: cohort.trafficPercent,
    })),
    subscribers: context.subscribers.map((subscriber) => ({ ...subscriber, workloads: inOrder(subscriber.workloads) })),
  };
  return [{ context: context.slug, proposal, paths: [path] }];
};

const ofContext = (
  after: Manifest,
  context: ManifestContext,
  index: number,
  changes: readonly PlanChange[],
  rationale: string,
): Asked[] => {
  const paths = ['criteria', 'expectedChecks', 'equivalence', 'sources']
    .map((part) => `/contexts/${index}/${part}`)
    .filter((path) => isGoverned(changes, path));
  const redrawn = redrawnBy(context, `/contexts/${index}/cohorts`, changes, rationale);
  if (paths.length === 0) return redrawn;
  const has = (part: string) => paths.includes(`/contexts/${index}/${part}`);
  const proposal: Proposal = {
    kind: 'activate_criteria',
    title: `What the manifest asks of ${context.name}`,
    rationale,
    ...(has('criteria') ? { criteria: criteriaIn(context) } : {}),
    ...(has('expectedChecks') ? { expectedChecks: context.expectedChecks } : {}),
    ...(has('equivalence') ? { equivalence: context.equivalence } : {}),
    ...(has('sources') ? { sources: sourcesOf(after, context.slug) } : {}),
  };
  return [{ context: context.slug, proposal, paths }, ...redrawn];
};

/** The decisions that a plan's governed changes take, one for each thing that is decided at once. */
export const askedBy = (after: Manifest, changes: readonly PlanChange[], by: string): Asked[] => {
  const rationale = `${by} applied a manifest that says so.`;
  return [
    ...ofProgram(after, changes, rationale),
    ...after.contexts.flatMap((context, index) => ofContext(after, context, index, changes, rationale)),
  ];
};
