import type { RetirementKind, Workload } from '@/lib/domain/words';
import type { Act, ContextRef, DueItem, FilterOption } from './parts';

export type DecommissionFilter = { kind?: string; owner?: string; state?: string; context?: string };

export type RetirementItemView = {
  id: string;
  slug: string;
  kind: RetirementKind;
  title: string;
  owner: string;
  yours: boolean;
  context: ContextRef | null;
  dueAt: string;
  overdue: boolean;
  state: 'open' | 'done';
  evidence: string | null;
  doneAt: string | null;
  doneBy: string | null;
  markDone: Act;
};

export type DecommissionView = {
  program: { slug: string; name: string; zone: string };
  now: string;
  /** The verdict ("Legacy is gone nine days late, at today's pace"), or what stands against one. */
  title: string;
  lede: string;
  hardDate: string | null;
  remaining: number;
  total: number;
  /** Remaining items after each change, oldest first. */
  burn: { at: string; remaining: number }[];
  /** Items a week over the last weeks; null when nothing has gone yet, and then there is no projection. */
  pace: { perWeek: string; weeks: number; neededPerWeek: string | null; projectedEnd: string | null } | null;
  kinds: { kind: RetirementKind; done: number; overdue: number; open: number; owners: string[] }[];
  filter: DecommissionFilter;
  kindOptions: FilterOption[];
  ownerOptions: FilterOption[];
  stateOptions: FilterOption[];
  /** Open ones by their day, then what is done, the latest first. */
  items: RetirementItemView[];
  due: DueItem[];
  /** Subscribers whose lanes legacy still serves; `lastSeenAt` null where no router has counted one of them there. */
  readers: {
    context: ContextRef;
    name: string;
    owner: string | null;
    workloads: Workload[];
    lastSeenAt: string | null;
  }[];
  /** Proposing another hard date: a decision of its own. */
  extend: Act;
};
