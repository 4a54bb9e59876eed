import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import type { AcceptedRisk } from '@/lib/domain/criteria/accepted-risk';
import type { CriteriaSetDocument } from '@/lib/domain/criteria/criteria-set';
import type { DeclaredCheck } from '@/lib/domain/criteria/declared-check';
import type { Source } from '@/lib/domain/events/source';

/** Somebody with a role in the program. */
export type Member = { personId: string; name: string };

/** What is in force in a context beside authority, and what stands in the way of its end. */
export type GovernedContext = {
  criteria: CriteriaSetDocument;
  expectedChecks: readonly DeclaredCheck[];
  equivalence: { version: number; statement: string };
  /** Drafts and the version in force, by version. */
  rules: ReadonlyMap<number, RuleSetDocument>;
  /** Every risk ever accepted here, ended ones included. */
  risks: readonly AcceptedRisk[];
  /** What must go before legacy of this context may: its own items, and those of the program that name no context. */
  items: readonly { slug: string; title: string; open: boolean }[];
  /** When a router last said that legacy answered here; null where none ever did. */
  legacySeenAt: Date | null;
};

/** What decisions that govern are held against. `context` is null for those about the program. */
export type Governed = {
  /** Active members by address, in lower case. */
  members: ReadonlyMap<string, Member>;
  /** How often the hard date was moved later. */
  deadlineExtensions: number;
  /** Who sends events, of every context. */
  sources: readonly Source[];
  context: GovernedContext | null;
};

/** Of a program in which nothing is governed yet. */
export const nothingGoverned: Governed = { members: new Map(), deadlineExtensions: 0, sources: [], context: null };

/** What governs the context that a decision is about. */
export const governedOf = ({ governed }: { governed: Governed }): GovernedContext => {
  if (governed.context === null) throw new Error('this kind of decision is about a context');
  return governed.context;
};
