import { cohortsOf, type Manifest, type ManifestContext } from '@/lib/contract/manifest';
import type { PlanChange } from '@/lib/contract/v1/manifest-plan';
import { expectedCheckChanges } from '@/lib/domain/decision/loosening/checks';
import { criteriaChanges } from '@/lib/domain/decision/loosening/criteria';
import { policyChanges } from '@/lib/domain/decision/loosening/policy';
import { sourceChanges } from '@/lib/domain/decision/loosening/sources';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import type { DecisionKind } from '@/lib/domain/words';
import { criteriaIn, policyOf, sourcesOf } from './governed-parts';

/** Which contexts ever had a lane under authority: what decides their lanes changes only by decision. */
export type Standing = { left: ReadonlySet<string> };

const same = (a: unknown, b: unknown): boolean => canonicalJson(a ?? null) === canonicalJson(b ?? null);

const change = (action: PlanChange['action'], path: string, summary: string, needsDecision = false): PlanChange => ({
  action,
  path,
  summary,
  needsDecision,
  kind: null,
  decision: null,
});

/** A change of what is in force: the kind of decision that it takes. */
const governed = (path: string, summary: string, kind: DecisionKind): PlanChange => ({
  ...change('change', path, summary, true),
  kind,
});

const governedIf = (needed: boolean, path: string, summary: string, kind: DecisionKind): PlanChange =>
  needed ? governed(path, summary, kind) : change('change', path, summary);

/** What decides which lane a request reaches. */
const drawingOf = (context: ManifestContext) => ({
  workloads: context.workloads,
  cohorts: cohortsOf(context).map(({ share: _share, name: _name, ...deciding }) => deciding),
  subscribers: context.subscribers.map(({ slug, workloads, trafficPercent }) => ({ slug, workloads, trafficPercent })),
});

const describedOf = ({
  rules: _r,
  criteria: _c,
  equivalence: _e,
  expectedChecks: _x,
  workloads: _w,
  risk: _k,
  ...rest
}: ManifestContext) => ({
  ...rest,
  cohorts: cohortsOf(rest as ManifestContext).map(({ slug, name }) => ({ slug, name })),
  subscribers: rest.subscribers.map(({ workloads: _served, trafficPercent: _t, ...told }) => told),
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
    const summary = `${name}: workloads, cohorts or subscribers${why}`;
    changes.push(governedIf(standing.contextLeft, `${path}/cohorts`, summary, 'redraw_lanes'));
  }
  if (before.risk !== after.risk) {
    const why = standing.programLeft ? '; it decides who signs, and no decision changes it' : '';
    const summary = `${name}: its risk class, ${before.risk} to ${after.risk}${why}`;
    changes.push(change('change', `${path}/risk`, summary, standing.programLeft));
  }
  if (before.equivalence !== after.equivalence) {
    const summary = `${name}: what counts as the same`;
    changes.push(governedIf(standing.programLeft, `${path}/equivalence`, summary, 'activate_criteria'));
  }
  if (expectedCheckChanges(before.expectedChecks, after.expectedChecks).length > 0) {
    const summary = `${name}: the expected checks`;
    changes.push(governedIf(standing.programLeft, `${path}/expectedChecks`, summary, 'activate_criteria'));
  }
  if (criteriaChanges(criteriaIn(before), criteriaIn(after)).length > 0) {
    changes.push(governed(`${path}/criteria`, `${name}: the criteria set in force`, 'activate_criteria'));
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
    const senders = sourceChanges(sourcesOf(before, context.slug), sourcesOf(after, context.slug));
    if (senders.length > 0) {
      // Evidence comes by them: who sends it about a context is decided where what it must show is.
      const needed = left.size > 0 && known !== undefined;
      changes.push(
        governedIf(needed, `${path}/sources`, `${context.name}: who sends events about it`, 'activate_criteria'),
      );
    }
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

const planItems = (before: Manifest, after: Manifest, { left }: Standing): PlanChange[] => {
  const changes: PlanChange[] = [];
  for (const [index, item] of after.retirementItems.entries()) {
    const known = before.retirementItems.find((candidate) => candidate.slug === item.slug);
    const path = `/retirementItems/${index}`;
    if (known === undefined) changes.push(change('create', path, `retirement item ${item.title}`));
    else if (known.context !== item.context && left.size > 0) {
      const summary = `retirement item ${item.title}: where it is counted; what waits for it would no longer`;
      changes.push(change('change', `${path}/context`, summary, item.context !== undefined));
    } else if (!same(known, item)) changes.push(change('change', path, `retirement item ${item.title}`));
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

/** What a name means stays once evidence may rest on it: another reading of a tool goes by another name. */
const planFormats = (before: Manifest, after: Manifest, { left }: Standing): PlanChange[] => {
  const inForce = left.size > 0;
  const why = inForce ? '; no decision changes how evidence is read: give the new map another name' : '';
  const changed = after.formats.flatMap((format, index): PlanChange[] => {
    const known = before.formats.find(({ name }) => name === format.name);
    const path = `/formats/${index}`;
    if (known === undefined) return [change('create', path, `the format mapped:${format.name}`)];
    return same(known, format) ? [] : [change('change', path, `the format mapped:${format.name}${why}`, inForce)];
  });
  const removed = before.formats.filter(({ name }) => after.formats.every((format) => format.name !== name));
  return [
    ...changed,
    ...removed.map(({ name }) => change('remove', '/formats', `the format mapped:${name}${why}`, inForce)),
  ];
};

const planProgram = (before: Manifest, after: Manifest, { left }: Standing): PlanChange[] => {
  const changes: PlanChange[] = [];
  const { hardDate: dateBefore, zone: zoneBefore, ...toldBefore } = before.program;
  const { hardDate: dateAfter, zone: zoneAfter, ...toldAfter } = after.program;
  if (!same(toldBefore, toldAfter))
    changes.push(change('change', '/program', 'the name or description of the program'));
  if (dateBefore !== dateAfter || (dateBefore !== undefined && zoneBefore !== zoneAfter)) {
    const summary = `the hard date, ${dateBefore ?? 'none'} to ${dateAfter ?? 'none'}`;
    // A date is not taken away, and a zone does not move it by itself.
    const moves = dateAfter !== undefined && zoneBefore === zoneAfter;
    if (dateBefore === undefined) changes.push(change('create', '/program/hardDate', summary));
    else if (moves) changes.push(governed('/program/hardDate', summary, 'extend_deadline'));
    else changes.push(change('change', '/program/hardDate', summary, true));
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
  if (policyChanges(policyOf(before), policyOf(after)).length > 0) {
    changes.push(governed('/policy', 'the sign-off policy in force', 'change_policy'));
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
    ...planFormats(before, after, standing),
    ...planItems(before, after, standing),
  ];
};
