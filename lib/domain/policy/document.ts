import { z } from 'zod';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { transitions } from '@/lib/domain/stage/transition';
import { type Role, roles } from '@/lib/domain/words';

/** Viewers, auditors and administrators fill no sign-off slot and roll nothing back. */
const silentRoles: readonly Role[] = ['viewer', 'auditor', 'admin'];

const signingRole = z.enum(roles).refine((role) => !silentRoles.includes(role), 'fills no sign-off slot');

const slotSchema = z.strictObject({ role: signingRole, count: z.int().min(1).max(5) });

/** One role once, and never nobody: the floor under every forward move is one person who did not propose it. */
const slots = z
  .array(slotSchema)
  .min(1, 'must ask for at least one sign-off')
  .max(10)
  .refine((list) => new Set(list.map((slot) => slot.role)).size === list.length, 'names a role twice');

export type Slot = z.infer<typeof slotSchema>;

const each = (...names: z.infer<typeof signingRole>[]): Slot[] => names.map((role) => ({ role, count: 1 }));

const transitionSlots = z.strictObject({
  'planned>shadow': slots.default(each('owner')),
  'shadow>validated': slots.default(each('owner', 'business')),
  'validated>selective': slots.default(each('business', 'operations', 'risk')),
  'selective>selective': slots.default(each('business', 'operations', 'risk')),
  'selective>full': slots.default(each('business', 'operations', 'risk', 'finance')),
} satisfies Record<(typeof transitions)[number], unknown>);

const kindSlots = z.strictObject({
  activate_rules: slots
    .refine((list) => list.some((slot) => slot.role === 'business'), 'must ask for a business owner')
    .default(each('business')),
  rollback: slots.default(each('business', 'operations', 'risk')),
  review_rollback: slots.default(each('business', 'risk')),
});

/** The rollback window's length in days: what a proposal may ask for, and what it gets if it asks for nothing. */
const rollbackDays = z
  .strictObject({
    min: z.int().min(1).max(365).default(1),
    max: z.int().min(1).max(365).default(90),
    default: z.int().min(1).max(365).default(14),
  })
  .refine((days) => days.min <= days.default && days.default <= days.max, 'must satisfy min ≤ default ≤ max');

export const policySchema = z
  .strictObject({
    transitions: transitionSlots.prefault({}),
    kinds: kindSlots.prefault({}),
    rollbackRoles: z.array(signingRole).min(1).max(5).default(['operations']),
    reviewHours: z.int().min(1).max(336).default(72),
    decisionDays: z.int().min(1).max(60).default(7),
    leaseSeconds: z.int().min(1).max(300).default(30),
    windowLeaseSeconds: z.int().min(1).max(300).default(5),
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
