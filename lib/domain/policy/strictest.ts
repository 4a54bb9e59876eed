import type { PolicyDocument } from './document';
import { mergeSlots } from './merge-slots';
import type { Slot } from './slot';

const both = <K extends string>(opened: Record<K, Slot[]>, now: Record<K, Slot[]>): Record<K, Slot[]> =>
  Object.fromEntries((Object.keys(now) as K[]).map((name) => [name, mergeSlots([opened[name], now[name]])])) as Record<
    K,
    Slot[]
  >;

/**
 * What counts for a decision that was opened under one policy while another is in force: never fewer sign-offs, never
 * longer lives of approvals and decisions, never a shorter cooling-off than either asks for. What concerns no sign-off
 * is as it is now.
 */
export const strictest = (opened: PolicyDocument, now: PolicyDocument): PolicyDocument =>
  opened === now
    ? now
    : {
        ...now,
        transitions: both(opened.transitions, now.transitions),
        kinds: both(opened.kinds, now.kinds),
        conditional: [...opened.conditional, ...now.conditional],
        approvalDays: Math.min(opened.approvalDays, now.approvalDays),
        decisionDays: Math.min(opened.decisionDays, now.decisionDays),
        coolingOffHours: Math.max(opened.coolingOffHours, now.coolingOffHours),
      };
