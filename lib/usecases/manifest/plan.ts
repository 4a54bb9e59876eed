import { cohortsOf, type Manifest, type ManifestContext } from '@/lib/contract/manifest';
import type { PlanChange } from '@/lib/contract/v1/manifest-plan';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';

/** Which contexts ever had a lane under authority: what decides their lanes changes only by decision. */
export type Standing = { left: ReadonlySet<string> };

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

const change = (action: PlanChange['action'], path: string, summary: string, needsDecision = false): PlanChange => ({
  action,
  path,
  summary,
  needsDecision,
});

/** What decides which lane a request reaches. */
const drawingOf = (context: ManifestContext) => ({
  workloads: context.workloads,
  cohorts: cohortsOf(context).map(({ share: _share, name: _name, ...deciding }) => deciding),
  subscribers: context.subscribers.map(({ slug, workloads }) => ({ slug, workloads })),
});

const describedOf = ({
  rules: _r,
  criteria: _c,
  equivalence: _e,
  expectedChecks: _x,
  workloads: _w,
  ...rest
}: ManifestContext) => ({
  ...rest,
  cohorts: cohortsOf(rest as ManifestContext).map(({ slug, name }) => ({ slug, name })),
  subscribers: rest.subscribers.map(({ workloads: _served, ...told }) => told),
});

const planContext = (
  before: ManifestContext,
  after: ManifestContext,
  path: string,
  standing: { programLeft: boolean; contextLeft: boolean },
): PlanChange[] => {
  const changes: PlanChange[] = [];
  const name = after.name;
  if (!same(describedOf(before), describedOf(after))) changes.push(change('change', path, `${name}: its description`));
  if (!same(drawingOf(before), drawingOf(after))) {
    const why = standing.contextLeft ? '; the context has left planned, so its lanes change only by a decision' : '';
    changes.push(
      change('change', `${path}/cohorts`, `${name}: workloads, cohorts or subscribers${why}`, standing.contextLeft),
    );
  }
  if (before.equivalence !== after.equivalence) {
    changes.push(change('change', `${path}/equivalence`, `${name}: what counts as the same`, standing.programLeft));
  }
  if (!same(before.expectedChecks, after.expectedChecks)) {
    changes.push(change('change', `${path}/expectedChecks`, `${name}: the expected checks`, standing.programLeft));
  }
  if (!same(before.criteria, after.criteria)) {
    changes.push(change('change', `${path}/criteria`, `${name}: the criteria set in force`, true));
  }
  if (!same(before.rules, after.rules)) {
    changes.push(change('change', `${path}/rules`, `${name}: a new draft of the rule set`));
  }
  return changes;
};

const planContexts = (before: Manifest, after: Manifest, { left }: Standing): PlanChange[] => {
  const changes: PlanChange[] = [];
  for (const [index, context] of after.contexts.entries()) {
    const path = `/contexts/${index}`;
    const known = before.contexts.find((candidate) => candidate.slug === context.slug);
    if (known === undefined) changes.push(change('create', path, `context ${context.name}`));
    else {
      const standing = { programLeft: left.size > 0, contextLeft: left.has(context.slug) };
      changes.push(...planContext(known, context, path, standing));
    }
  }
  for (const known of before.contexts) {
    if (after.contexts.every((context) => context.slug !== known.slug)) {
      changes.push(
        change('remove', '/contexts', `context ${known.name}; a context leaves a program only by decisions`, true),
      );
    }
  }
  return changes;
};

const planItems = (before: Manifest, after: Manifest): PlanChange[] => {
  const changes: PlanChange[] = [];
  for (const [index, item] of after.retirementItems.entries()) {
    const known = before.retirementItems.find((candidate) => candidate.slug === item.slug);
    const path = `/retirementItems/${index}`;
    if (known === undefined) changes.push(change('create', path, `retirement item ${item.title}`));
    else if (!same(known, item)) changes.push(change('change', path, `retirement item ${item.title}`));
  }
  for (const known of before.retirementItems) {
    if (after.retirementItems.every((item) => item.slug !== known.slug)) {
      changes.push(
        change(
          'remove',
          '/retirementItems',
          `retirement item ${known.title}; it ends by being done, with evidence`,
          true,
        ),
      );
    }
  }
  return changes;
};

const planProgram = (before: Manifest, after: Manifest, { left }: Standing): PlanChange[] => {
  const changes: PlanChange[] = [];
  const { hardDate: dateBefore, zone: zoneBefore, ...toldBefore } = before.program;
  const { hardDate: dateAfter, zone: zoneAfter, ...toldAfter } = after.program;
  if (!same(toldBefore, toldAfter))
    changes.push(change('change', '/program', 'the name or description of the program'));
  if (dateBefore !== dateAfter || (dateBefore !== undefined && zoneBefore !== zoneAfter)) {
    const first = dateBefore === undefined;
    changes.push(
      change(
        first ? 'create' : 'change',
        '/program/hardDate',
        `the hard date, ${dateBefore ?? 'none'} to ${dateAfter ?? 'none'}`,
        !first,
      ),
    );
  } else if (zoneBefore !== zoneAfter)
    changes.push(change('change', '/program/zone', `the time zone, now ${zoneAfter}`));
  if (!same(before.dimensions, after.dimensions)) {
    const onlyAdded = Object.entries(before.dimensions).every(([name, values]) =>
      values.every((value) => after.dimensions[name]?.includes(value)),
    );
    changes.push(change('change', '/dimensions', 'the dimensions', left.size > 0 && !onlyAdded));
  }
  if (!same(before.systems, after.systems)) changes.push(change('change', '/systems', 'the systems'));
  if (!same(before.routers, after.routers)) changes.push(change('change', '/routers', 'the routers'));
  if (!same(before.policy, after.policy)) {
    changes.push(change('change', '/policy', 'the sign-off policy in force', true));
  }
  return changes;
};

/** What applying a manifest would create, change and remove, and what of it a decision must come before. */
export const planManifest = (before: Manifest | null, after: Manifest, standing: Standing): PlanChange[] => {
  if (before === null) {
    return [
      change('create', '/program', `program ${after.program.name}`),
      ...after.contexts.map((context, index) => change('create', `/contexts/${index}`, `context ${context.name}`)),
      ...after.retirementItems.map((item, index) =>
        change('create', `/retirementItems/${index}`, `retirement item ${item.title}`),
      ),
    ];
  }
  return [
    ...planProgram(before, after, standing),
    ...planContexts(before, after, standing),
    ...planItems(before, after),
  ];
};
