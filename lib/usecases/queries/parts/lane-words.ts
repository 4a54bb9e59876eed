import type { CohortCondition } from '@/lib/domain/authority/condition';
import { bucketCount } from '@/lib/domain/authority/condition';
import type { Lane } from '@/lib/domain/authority/lane';
import { workloads } from '@/lib/domain/words';
import { listed } from './say';

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

/** Some of a context's lanes in words: "writes, EU motor", "reads, EU motor and UK", "all lanes". */
export const lanesText = (lanes: readonly Lane[], all: readonly Lane[]): string => {
  if (lanes.length === 0) return 'no lane';
  if (lanes.length === all.length && all.length > 1) return 'all lanes';
  return workloads
    .flatMap((workload) => {
      const names = lanes.filter((lane) => lane.workload === workload).map((lane) => lane.audience.name);
      const every = all.filter((lane) => lane.workload === workload).length;
      if (names.length === 0) return [];
      return [names.length === every && every > 1 ? `all ${workload}` : `${workload}, ${listed(names)}`];
    })
    .join('; ');
};
