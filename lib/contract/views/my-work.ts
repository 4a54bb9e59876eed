import type { RetirementKind, Role } from '@/lib/domain/words';
import type { ContextRef, GateView, HoldView, LockView, PatternRow, SlotView, WindowView } from './parts';

type ProgramRef = { slug: string; name: string };

export type WaitingDecision = {
  program: ProgramRef;
  number: number;
  title: string;
  /** Both null for a decision about the whole program. */
  context: ContextRef | null;
  lock: LockView | null;
  role: Role;
  /** Whose place it is, by delegation; null: one's own. */
  onBehalfOf: string | null;
  /** What is at stake, in one or two sentences. */
  stake: string;
  /** Null for kinds without criteria (review_rollback). */
  gate: GateView | null;
  slots: SlotView[];
  /** "operations signed; you are the last" */
  standing: string;
  expiresAt: string | null;
  /** For a review: by when it must be signed off. */
  dueAt: string | null;
};

export type MyRetirementItem = {
  program: ProgramRef;
  id: string;
  kind: RetirementKind;
  title: string;
  context: ContextRef | null;
  dueAt: string;
  overdue: boolean;
};

export type ProgramSummary = ProgramRef & {
  contexts: (ContextRef & { lock: LockView })[];
  /** "1 full, 2 selective, 3 planned" */
  stages: string;
  lanes: { target: number; total: number };
  holds: number;
  /** What stands in the way, in a few words, or null. */
  blocks: string | null;
  hardDate: string | null;
  remainingItems: number;
  totalItems: number;
  overdueItems: number;
};

type DecisionNote = { program: ProgramRef; number: number; title: string; context: ContextRef | null };

export type MyWorkView = {
  now: string;
  /** The answer to "what must I do today", in one or two sentences. */
  lede: string;
  waiting: WaitingDecision[];
  /** Proposed by this person or executable by them now, and not waiting for their sign-off. */
  yours: { program: ProgramRef; number: number; title: string; context: ContextRef | null; standing: string }[];
  /** Drafts of this person, which nobody else works on. */
  drafts: (DecisionNote & { draftedAt: string })[];
  /** What is executed by itself at a date, in any of their programs. */
  scheduled: (DecisionNote & { at: string })[];
  /** Reviews that stand out in their programs, whoever signs them. */
  reviews: (DecisionNote & { dueAt: string; overdue: boolean; kind: 'review_rollback' | 'review_break_glass' })[];
  /** Holds that this person placed and that are not over. */
  holds: (HoldView & { program: ProgramRef })[];
  windows: WindowView[];
  patterns: (PatternRow & { program: ProgramRef })[];
  items: MyRetirementItem[];
  programs: ProgramSummary[];
};
