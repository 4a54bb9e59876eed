import { type Transition, transitions } from '@/lib/domain/stage/transition';
import type { Manifest, ManifestContext } from './manifest';
import { type ManifestFault, pointerTo, repeated } from './manifest-fault';

type At = (...path: PropertyKey[]) => string;

const checkCohorts = ({ cohorts }: ManifestContext, dimensions: Manifest['dimensions'], at: At): ManifestFault[] => {
  const faults = repeated(
    cohorts.map((cohort) => cohort.slug),
    (index) => at('cohorts', index, 'slug'),
    'cohort',
  );
  cohorts.forEach((cohort, index) => {
    const open = cohort.where === undefined && cohort.percent === undefined;
    const named = cohort.slug === 'rest';
    if (named && !open) {
      faults.push({ pointer: at('cohorts', index), detail: '`rest` is everyone else and takes no condition' });
    }
    if (named && index < cohorts.length - 1) {
      faults.push({ pointer: at('cohorts', index), detail: '`rest` must be the last cohort' });
    }
    if (!named && open) {
      faults.push({
        pointer: at('cohorts', index),
        detail: 'a cohort needs `where` or `percent`; only `rest` has none',
      });
    }
    for (const [name, values] of Object.entries(cohort.where ?? {})) {
      const declared = dimensions[name];
      if (declared === undefined) {
        faults.push({ pointer: at('cohorts', index, 'where', name), detail: `no dimension is called "${name}"` });
        continue;
      }
      faults.push(...repeated(values, (position) => at('cohorts', index, 'where', name, position), 'value'));
      values.forEach((value, position) => {
        if (!declared.includes(value)) {
          const pointer = at('cohorts', index, 'where', name, position);
          faults.push({ pointer, detail: `"${value}" is no value of "${name}" (${declared.join(', ')})` });
        }
      });
    }
  });
  return faults;
};

/** Ranges of percent, once given, are for good: none may share a key with another. */
const checkPercent = ({ cohorts }: ManifestContext, at: At): ManifestFault[] =>
  cohorts.flatMap(({ percent }, index) => {
    if (percent === undefined) return [];
    const other = cohorts
      .slice(0, index)
      .find(({ percent: range }) => range !== undefined && range.from < percent.to && percent.from < range.to);
    return other === undefined
      ? []
      : [{ pointer: at('cohorts', index, 'percent'), detail: `overlaps the range of "${other.slug}"` }];
  });

/** Shares of the traffic are parts of one whole; a share of the keys counts for itself. */
const checkTraffic = ({ cohorts, subscribers }: ManifestContext, at: At): ManifestFault[] => {
  const own = cohorts.map(({ trafficPercent, percent }) => trafficPercent ?? (percent ? percent.to - percent.from : 0));
  const sum = [...own, ...subscribers.map(({ trafficPercent = 0 }) => trafficPercent)].reduce((a, b) => a + b, 0);
  return sum > 100.0005 ? [{ pointer: at('cohorts'), detail: 'shares of the traffic come to more than 100 %' }] : [];
};

const checkSubscribers = ({ subscribers, workloads }: ManifestContext, at: At): ManifestFault[] => [
  ...repeated(
    subscribers.map((subscriber) => subscriber.slug),
    (index) => at('subscribers', index, 'slug'),
    'subscriber',
  ),
  ...subscribers.flatMap((subscriber, index) => [
    ...repeated(subscriber.workloads, (position) => at('subscribers', index, 'workloads', position), 'workload'),
    ...subscriber.workloads.flatMap((workload, position) =>
      workloads.includes(workload)
        ? []
        : [
            {
              pointer: at('subscribers', index, 'workloads', position),
              detail: `the context declares no workload "${workload}"`,
            },
          ],
    ),
  ]),
];

const checkExpected = ({ expectedChecks, workloads }: ManifestContext, at: At): ManifestFault[] => [
  ...repeated(
    expectedChecks.map(({ source, layer, workload }) => `${source} · ${layer} · ${workload ?? 'any workload'}`),
    (index) => at('expectedChecks', index),
    'expected check',
  ),
  ...expectedChecks.flatMap(({ workload, keys }, index) => [
    ...repeated(keys, (position) => at('expectedChecks', index, 'keys', position), 'key'),
    ...(workload === undefined || workloads.includes(workload)
      ? []
      : [
          {
            pointer: at('expectedChecks', index, 'workload'),
            detail: `the context declares no workload "${workload}"`,
          },
        ]),
  ]),
];

/** Moves that need an outcome-level criterion: what a customer or a ledger sees anchors trust from `validated` on. */
const anchored: readonly Transition[] = [
  'shadow>validated',
  'validated>selective',
  'selective>selective',
  'selective>full',
];

const checkCriteria = ({ criteria, workloads }: ManifestContext, at: At): ManifestFault[] =>
  transitions.flatMap((transition) => {
    const list = criteria?.transitions[transition];
    if (list === undefined) return [];
    const place = (...path: PropertyKey[]) => at('criteria', 'transitions', transition, ...path);
    const undeclared = list.flatMap((criterion, index) => {
      const workload = 'workload' in criterion ? criterion.workload : undefined;
      if (workload === undefined || workloads.includes(workload)) return [];
      return [{ pointer: place(index, 'workload'), detail: `the context declares no workload "${workload}"` }];
    });
    const faults = [...undeclared];
    if (!list.some((criterion) => criterion.blocking)) {
      faults.push({ pointer: place(), detail: 'no criterion of this transition blocks, so that it would not open' });
    }
    if (
      anchored.includes(transition) &&
      !list.some((one) => 'layer' in one && one.layer === 'outcome' && one.blocking)
    ) {
      faults.push({
        pointer: place(),
        detail: 'no blocking criterion reads the outcome layer, so that it would not open',
      });
    }
    return faults;
  });

const checkRules = ({ rules }: ManifestContext, at: At): ManifestFault[] =>
  (rules?.classify ?? []).flatMap((rule, index) => {
    const earlier = rules?.classify.slice(0, index) ?? [];
    const covers = (other: typeof rule): boolean =>
      (other.field === undefined || other.field === rule.field) &&
      (other.kind === undefined || other.kind === rule.kind) &&
      (other.difference === undefined || other.difference === rule.difference);
    const place = earlier.findIndex(covers);
    return place < 0
      ? []
      : [
          {
            pointer: at('rules', 'classify', index),
            detail: `is never reached: rule ${place + 1} takes all that it takes`,
          },
        ];
  });

/** The faults of one context of a manifest; `index` is its place in the list. */
export const checkContext = (
  context: ManifestContext,
  index: number,
  dimensions: Manifest['dimensions'],
): ManifestFault[] => {
  const at: At = (...path) => pointerTo('contexts', index, ...path);
  return [
    ...repeated(context.workloads, (position) => at('workloads', position), 'workload'),
    ...repeated(
      context.events.map((event) => event.name),
      (position) => at('events', position, 'name'),
      'event',
    ),
    ...repeated(
      context.sideEffects.map((effect) => effect.name),
      (position) => at('sideEffects', position, 'name'),
      'side effect',
    ),
    ...checkCohorts(context, dimensions, at),
    ...checkPercent(context, at),
    ...checkTraffic(context, at),
    ...checkSubscribers(context, at),
    ...checkExpected(context, at),
    ...checkRules(context, at),
    ...checkCriteria(context, at),
  ];
};
