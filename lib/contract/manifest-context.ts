import { z } from 'zod';
import { layers, retirementKinds, riskClasses, sides, syncStrategies, workloads } from '@/lib/domain/words';
import { durationText } from './duration';

export const slug = z
  .string()
  .max(63)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens, beginning with a letter or digit');

/** Names that an authority question uses itself, so that no dimension may carry them. */
export const reservedDimensions = ['at', 'knownAt', 'key', 'subscriber'] as const;

export const dimensionName = z
  .string()
  .max(63)
  .regex(/^[a-z][A-Za-z0-9]*$/, 'must begin with a lower-case letter, then letters and digits')
  .refine((name) => !reservedDimensions.some((reserved) => reserved === name), 'is a reserved name');

export const line = z.string().trim().min(1).max(200);
export const prose = z.string().trim().min(1).max(8_000);
export const email = z.email().max(254).toLowerCase();
export const calendarDay = z.iso.date().describe('A calendar day, `YYYY-MM-DD`.');

export const systemSchema = z.strictObject({
  slug,
  name: line,
  side: z.enum(sides),
  description: z.string().trim().max(2_000).default(''),
});

/** What steers traffic by authority answers. Without `contexts` it serves all of them. */
export const routerSchema = z.strictObject({
  slug,
  name: line,
  contexts: z.array(slug).max(100).default([]),
  staleAfterSeconds: z.int().min(10).max(86_400).default(120).describe('How long it may not be heard from.'),
});

export const eventSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9.]*$/, 'must be letters, digits and dots')
    .max(100),
  description: z.string().trim().max(500).default(''),
});

export const sideEffectSchema = z.strictObject({ name: line, containment: prose });

const dimensionValues = z.array(z.string().min(1).max(100)).min(1).max(200);

const percent = z.number().min(0).max(100).multipleOf(0.001, 'must not be finer than 0.001');

const trafficPercent = percent
  .optional()
  .describe('Its share of the traffic, in percent; a share of the keys knows its own.');

export const cohortShape = {
  slug,
  name: line,
  where: z
    .record(dimensionName, dimensionValues)
    .refine((where) => Object.keys(where).length > 0, 'must name a dimension')
    .optional(),
  percent: z
    .strictObject({ from: percent, to: percent })
    .refine((range) => range.from < range.to, 'must begin before it ends')
    .optional(),
  share: z.string().trim().max(100).optional().describe('In words, how much of the traffic this is.'),
  trafficPercent,
};

type Cut = { where?: Record<string, string[]> | undefined; percent?: { from: number; to: number } | undefined };

/** A cohort is cut by one of the two, or takes everyone else. */
export const oneCut = <S extends z.ZodType<Cut>>(schema: S) =>
  schema.refine((cohort) => cohort.where === undefined || cohort.percent === undefined, {
    error: 'has `where` and `percent`; a cohort is cut by one of them',
    path: ['percent'],
  });

/** `where`: every named dimension has one of these values. `percent`: that range of the keys. Neither: everyone else. */
export const cohortSchema = oneCut(z.strictObject(cohortShape));

export const subscriberSchema = z.strictObject({
  slug,
  name: line,
  workloads: z.array(z.enum(workloads)).min(1),
  owner: email,
  trafficPercent,
});

export const expectedCheckSchema = z.strictObject({
  source: line,
  layer: z.enum(layers),
  workload: z.enum(workloads).optional(),
  cadence: durationText,
  grace: durationText,
  keys: z.array(z.string().min(1).max(200)).max(500).default([]),
  minCompared: z.int().min(0),
});

export const contextIdentity = {
  slug,
  name: line,
  owners: z.array(email).min(1).max(20),
  equivalence: prose.describe('What counts as the same here, in the words of the business.'),
  correlationKey: line,
  events: z.array(eventSchema).max(200).default([]),
  sync: z.enum(syncStrategies),
  sourceOfTruth: line,
  risk: z.enum(riskClasses).default('standard').describe('What is at stake; a sign-off policy may ask for more.'),
  sideEffects: z.array(sideEffectSchema).max(100).default([]),
  workloads: z.array(z.enum(workloads)).min(1),
  cohorts: z.array(cohortSchema).max(100).default([]),
  subscribers: z.array(subscriberSchema).max(200).default([]),
  expectedChecks: z.array(expectedCheckSchema).max(200).default([]),
};

export const retirementItemSchema = z.strictObject({
  slug,
  kind: z.enum(retirementKinds),
  title: line,
  context: slug.optional(),
  owner: email,
  dueOn: calendarDay,
});
