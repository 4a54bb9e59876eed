import type { CohortCondition } from '@/lib/domain/authority/condition';
import { bucketCount } from '@/lib/domain/authority/condition';
import type { Lane } from '@/lib/domain/authority/lane';
import { listed } from '@/lib/domain/kernel/in-words';
import { type Workload, workloads } from '@/lib/domain/words';

const percent = (buckets: number): string => `${Number(((buckets * 100) / bucketCount).toFixed(3))} %`;

const spaced = (dimension: string): string => dimension.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`);

/** Whom a cohort takes, in words ("geography eu, product line motor or home", "10 % of keys", "everyone else"). */
export const conditionText = (condition: CohortCondition | null): string => {
  if (condition === null) return 'switched alone';
  if (condition.kind === 'rest') return 'everyone else';
  if (condition.kind === 'percentage') {
    return `${percent(condition.ranges.reduce((sum, range) => sum + range.to - range.from, 0))} of keys`;
  }
  return Object.entries(condition.where)
    .map(([dimension, values]) => `${spaced(dimension)} ${values.join(' or ')}`)
    .join(', ');
};

/** Whom one workload's lanes serve, in words; empty where none of them is meant. */
const servedText = (workload: Workload, lanes: readonly Lane[], all: readonly Lane[]): string => {
  const names = lanes.filter((lane) => lane.workload === workload).map((lane) => lane.audience.name);
  const every = all.filter((lane) => lane.workload === workload).length;
  // Audience names have their own "and", so that only commas part them.
  return names.length === every && every > 1 ? 'everyone' : names.join(', ');
};

/** Some of a context's lanes in words: "writes, EU motor", "reads and batch, EU motor, UK", "all lanes". */
export const lanesText = (lanes: readonly Lane[], all: readonly Lane[]): string => {
  if (lanes.length === 0) return 'no lane';
  if (lanes.length === all.length && all.length > 1) return 'all lanes';
  const served = new Map<string, Workload[]>();
  for (const workload of workloads) {
    const text = servedText(workload, lanes, all);
    if (text !== '') served.set(text, [...(served.get(text) ?? []), workload]);
  }
  return [...served.entries()].map(([text, words]) => `${listed(words)}, ${text}`).join('; ');
};
