import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conditionOf } from '@/lib/domain/authority/condition';
import type { Lane } from '@/lib/domain/authority/lane';
import { Criterion } from '@/lib/domain/criteria/criteria-set';
import { structuralBlocks } from '@/lib/domain/criteria/structural-blocks';
import { durationMs } from '@/lib/domain/kernel/duration';
import { transitions } from '@/lib/domain/stage/transition';
import { gates, retirementKinds, riskClasses, syncStrategies, workloads } from '@/lib/domain/words';
import { cohortsOf, type ManifestContext, manifestContextSchema, manifestSchema } from './manifest';
import {
  cohortShape,
  expectedCheckSchema,
  reservedDimensions,
  retirementItemSchema,
  subscriberSchema,
  systemSchema,
} from './manifest-context';
import { readManifest } from './manifest-yaml';

const page = readFileSync('docs/manifests.md', 'utf8');
const whole = [...page.matchAll(/```yaml\n(.*?)```/gs)].map(([, text = '']) => text).join('\n');
const read = readManifest(whole);

const lanesOf = (context: ManifestContext): Lane[] => {
  const lane = (workload: Lane['workload'], audience: Lane['audience']): Lane => {
    return { id: `${workload} ${audience.slug}`, contextId: context.slug, workload, audience };
  };
  return [
    ...cohortsOf(context).flatMap((cohort, position) => {
      const { slug, name } = cohort;
      const audience = { kind: 'cohort', slug, name, position, condition: conditionOf(cohort) } as const;
      return context.workloads.map((workload) => lane(workload, audience));
    }),
    ...context.subscribers.flatMap(({ slug, name, workloads: served }, position) =>
      served.map((workload) => lane(workload, { kind: 'subscriber', slug, name, position, condition: null })),
    ),
  ];
};

describe('the page about manifests', () => {
  it('holds a whole manifest in its blocks, one after the other, and nothing of it is refused', () => {
    expect(read.ok ? [] : read.errors).toEqual([]);
    if (!read.ok) return;
    const left = Object.keys(manifestSchema.shape).filter((name) => !new RegExp(`^${name}:`, 'm').test(whole));
    expect(left).toEqual(['formats']);
  });

  it('leaves no gate of it shut for lack of content, for any lane', () => {
    if (!read.ok) throw new Error('it is refused');
    for (const context of read.manifest.contexts) {
      const lanes = lanesOf(context);
      expect(lanes).toHaveLength(7);
      const expectedChecks = context.expectedChecks.map(({ workload = null, cadence, grace, ...rest }) => {
        return { ...rest, workload, cadence: durationMs(cadence) ?? 0, grace: durationMs(grace) ?? 0 };
      });
      const document = context.criteria ?? { transitions: {} };
      for (const transition of transitions) {
        const question = { document, transitions: [transition], lanes, returned: [], cohorts: [] };
        expect(structuralBlocks(question, { expectedChecks, runs: [] })).toEqual([]);
      }
    }
  });

  it('names every member, and every word of the lists that are nowhere else', () => {
    const shapes = [
      manifestSchema.shape,
      manifestSchema.shape.program.shape,
      manifestContextSchema.shape,
      systemSchema.shape,
      cohortShape,
      subscriberSchema.shape,
      expectedCheckSchema.shape,
      retirementItemSchema.shape,
      ...Criterion.options.map((option) => option.shape),
    ];
    const lists = [gates, transitions, retirementKinds, riskClasses, syncStrategies, workloads, reservedDimensions];
    const names = [...shapes.flatMap((shape) => Object.keys(shape)), ...lists.flat()];
    expect(names.filter((name) => !new RegExp(`\\b${name}\\b`).test(page))).toEqual([]);
  });
});
