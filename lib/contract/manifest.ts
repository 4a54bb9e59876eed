import { z } from 'zod';
import { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import { policySchema } from '@/lib/domain/policy/document';
import {
  calendarDay,
  contextIdentity,
  dimensionName,
  line,
  retirementItemSchema,
  routerSchema,
  slug,
  systemSchema,
} from './manifest-context';
import { sourcesSchema } from './manifest-sources';
import { mappedFormatsSchema } from './mapped-format';

// One document holds a program. People are not in it, except as the addresses of those who own something.

export const manifestContextSchema = z.strictObject({
  ...contextIdentity,
  rules: RuleSetDocument.optional().describe('The first draft of the comparison rules.'),
  criteria: CriteriaSetDocument.optional().describe('The criteria set, by transition.'),
});

export const manifestSchema = z.strictObject({
  program: z.strictObject({
    slug,
    name: line,
    description: z.string().trim().max(4_000).default(''),
    hardDate: calendarDay.optional().describe('The day by whose end, in `zone`, legacy is gone.'),
    zone: z
      .string()
      .max(64)
      .regex(/^(UTC|[A-Za-z]+(\/[A-Za-z0-9_+-]+)+)$/, 'must be an IANA time zone such as Europe/Berlin')
      .default('UTC'),
  }),
  dimensions: z.record(dimensionName, z.array(z.string().min(1).max(100)).min(1).max(200)).default({}),
  systems: z.array(systemSchema).min(1).max(100),
  routers: z.array(routerSchema).max(100).default([]),
  sources: sourcesSchema.default([]),
  formats: mappedFormatsSchema.default([]).describe('Other tools’ results, mapped: imported as `mapped:<name>`.'),
  contexts: z.array(manifestContextSchema).min(1).max(100),
  policy: policySchema.optional(),
  retirementItems: z.array(retirementItemSchema).max(2_000).default([]),
});

/** A manifest as it is written: what has a default may be left out. */
export type ManifestInput = z.input<typeof manifestSchema>;
export type Manifest = z.output<typeof manifestSchema>;
export type ManifestContext = Manifest['contexts'][number];
export type ManifestCohort = ManifestContext['cohorts'][number];

export const restCohort: ManifestCohort = { slug: 'rest', name: 'Everyone else' };

/** The cohorts of a context in order; the last is always `rest`, written or not. */
export const cohortsOf = (context: ManifestContext): ManifestCohort[] =>
  context.cohorts.some((cohort) => cohort.slug === restCohort.slug)
    ? context.cohorts
    : [...context.cohorts, restCohort];
