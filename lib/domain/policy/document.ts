import { z } from 'zod';
import { longestLeaseSeconds } from '@/lib/domain/authority/lease';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { transitions } from '@/lib/domain/stage/transition';
import { workloads } from '@/lib/domain/words';
import { conditionalSchema, type GovernedKind } from './conditional';
import { asking, asksFor, signingRole, slots, twoPeople } from './slot';

export type { Slot } from './slot';

const transitionSlots = z.strictObject({
  'planned>shadow': slots.default(asking('owner')),
  'shadow>validated': slots.default(asking('owner', 'business')),
  'validated>selective': slots.default(asking('business', 'operations', 'risk')),
  'selective>selective': slots.default(asking('business', 'operations', 'risk')),
  'selective>full': twoPeople.default(asking('business', 'operations', 'risk', 'finance')),
} satisfies Record<(typeof transitions)[number], unknown>);

const withBusiness = slots.refine((list) => asksFor(list, 'business'), 'must ask for a business owner');
const twoWithRisk = twoPeople.refine((list) => asksFor(list, 'risk'), 'must ask for risk');

const kindSlots = z.strictObject({
  rollback: slots.default(asking('business', 'operations', 'risk')),
  redraw_lanes: slots.default(asking('owner', 'operations')),
  extend_rollback_window: slots.default(asking('operations', 'risk')),
  activate_rules: withBusiness.default(asking('business')),
  activate_criteria: slots.default(asking('owner', 'risk')),
  accept_risk: slots.default(asking('business', 'risk')),
  authorise_replay: slots.default(asking('owner', 'operations')),
  extend_deadline: slots.default(asking('owner', 'risk')),
  retire_legacy: twoPeople.default(asking('business', 'operations', 'risk')),
  review_rollback: slots.default(asking('business', 'risk')),
  change_policy: twoPeople.default(asking('owner', 'risk')),
  /** Who confirms, beside the person who breaks the glass. */
  break_glass: slots.default(asking('risk')),
  review_break_glass: twoWithRisk.default(asking('business', 'risk')),
} satisfies Record<Exclude<GovernedKind, 'advance'>, unknown>);

/** The rollback window's length in days: what a proposal may ask for, and what it gets if it asks for nothing. */
const rollbackDays = z
  .strictObject({
    min: z.int().min(1).max(365).default(1),
    max: z.int().min(1).max(365).default(90),
    default: z.int().min(1).max(365).default(14),
  })
  .refine((days) => days.min <= days.default && days.default <= days.max, 'must satisfy min ≤ default ≤ max');

/** One workload moves after those before it; one that is not named moves when it likes. */
const workloadOrder = z
  .array(z.enum(workloads))
  .max(workloads.length)
  .refine((list) => new Set(list).size === list.length, 'names a workload twice');

const actingRoles = z.array(signingRole).min(1).max(5);

export const policySchema = z
  .strictObject({
    transitions: transitionSlots.prefault({}),
    kinds: kindSlots.prefault({}),
    /** Slots beside those of the kind or transition, where something is at stake. */
    conditional: z.array(conditionalSchema).max(50).default([]),
    /** How long an approval counts. */
    approvalDays: z.int().min(1).max(60).default(14),
    /** How long a decision may stay open. */
    decisionDays: z.int().min(1).max(60).default(7),
    /** How long a role must have been held before it counts for a sign-off. */
    coolingOffHours: z.int().min(0).max(720).default(24),
    workloadOrder: workloadOrder.default(['reads', 'writes', 'batch', 'streaming']),
    rollbackRoles: actingRoles.default(['operations']),
    reviewHours: z.int().min(1).max(336).default(72),
    breakGlassRoles: actingRoles.default(['operations']),
    breakGlassReviewHours: z.int().min(1).max(336).default(72),
    leaseSeconds: z.int().min(1).max(longestLeaseSeconds).default(30),
    windowLeaseSeconds: z.int().min(1).max(longestLeaseSeconds).default(5),
    windowWarnHours: z.int().min(1).max(720).default(48),
    windowExtensions: z.int().min(0).max(10).default(2),
    rollbackDays: rollbackDays.prefault({}),
  })
  .refine((policy) => policy.windowLeaseSeconds <= policy.leaseSeconds, {
    error: 'must not be longer than leaseSeconds',
    path: ['windowLeaseSeconds'],
  });

export type PolicyDocument = z.output<typeof policySchema>;

export const defaultPolicy: PolicyDocument = policySchema.parse({});

/** A policy as stored or declared, what is left out filled in; one that does not parse is refused, never guessed. */
export const parsePolicy = (document: unknown): Result<PolicyDocument> => {
  const parsed = policySchema.safeParse(document);
  if (parsed.success) return accept(parsed.data);
  return refuse(
    'policy_unreadable',
    'The sign-off policy cannot be read, so nothing that needs it can go on.',
    parsed.error.issues.map((issue) => ({
      pointer: `/${issue.path.map(String).join('/')}`,
      detail: issue.message,
    })),
  );
};
