import { z } from 'zod';
import type { Stakes } from '@/lib/domain/decision/stakes';
import { type Transition, transitions } from '@/lib/domain/stage/transition';
import { riskClasses, workloads } from '@/lib/domain/words';
import { type Slot, slots } from './slot';

/** Everything that is decided, as a policy names it. */
export const governedKinds = [
  'advance',
  'rollback',
  'redraw_lanes',
  'extend_rollback_window',
  'activate_rules',
  'activate_criteria',
  'accept_risk',
  'authorise_replay',
  'extend_deadline',
  'retire_legacy',
  'review_rollback',
  'change_policy',
  'break_glass',
  'review_break_glass',
] as const;
export type GovernedKind = (typeof governedKinds)[number];

/** All that is named must hold; of a list, one is enough. `sharePercent`: that much of the traffic, or more. */
const whenSchema = z
  .strictObject({
    kinds: z.array(z.enum(governedKinds)).min(1).optional(),
    transitions: z.array(z.enum(transitions)).min(1).optional(),
    workloads: z.array(z.enum(workloads)).min(1).optional(),
    risk: z.array(z.enum(riskClasses)).min(1).optional(),
    sharePercent: z.number().min(0).max(100).optional(),
    loosens: z.literal(true).optional(),
  })
  .refine((when) => Object.values(when).some((value) => value !== undefined), 'must name a condition');

export const conditionalSchema = z.strictObject({ when: whenSchema, slots });
export type Conditional = z.output<typeof conditionalSchema>;

/** What a decision is, as far as a condition asks. `transitions` are empty for what moves no stage forward. */
export type Asked = { kind: GovernedKind; transitions: readonly Transition[]; stakes: Stakes };

const applies = ({ when }: Conditional, { kind, transitions: moves, stakes }: Asked): boolean =>
  (when.kinds === undefined || when.kinds.includes(kind)) &&
  (when.transitions === undefined || moves.some((move) => when.transitions?.includes(move))) &&
  (when.workloads === undefined || stakes.workloads.some((workload) => when.workloads?.includes(workload))) &&
  (when.risk === undefined || when.risk.includes(stakes.risk)) &&
  // A share that nobody knows counts as all of the traffic.
  (when.sharePercent === undefined || (stakes.sharePercent ?? 100) >= when.sharePercent) &&
  (when.loosens === undefined || stakes.loosens);

/** The lists of slots that the conditions of a policy add for this. */
export const conditionalSlots = (conditional: readonly Conditional[], asked: Asked): Slot[][] =>
  conditional.filter((condition) => applies(condition, asked)).map((condition) => condition.slots);
