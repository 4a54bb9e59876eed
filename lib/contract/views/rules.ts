import type { Category, DiscrepancyKind, Severity } from '@/lib/domain/words';
import type { Act, ContextRef } from './parts';

/** What a version says of one field, in words ("decimal, 2 places, half to even; within 0.01"). */
export type RuleField = { field: string; sentence: string };

export type RuleClassification = {
  field: string | null;
  kind: DiscrepancyKind | null;
  /** How the values differ, in words ("zone shift"). */
  difference: string | null;
  category: Category;
  severity: Severity;
};

/** One difference between two versions. Null before: added; null after: removed. */
export type RuleChange = { subject: string; before: string | null; after: string | null };

export type RuleVersionView = {
  version: number;
  state: 'draft' | 'in_force' | 'past';
  digest: string;
  draftedBy: string;
  draftedAt: string;
  inForceFrom: string | null;
  inForceUntil: string | null;
  decision: number | null;
  signedBy: { name: string; role: string; at: string }[];
  fields: RuleField[];
  classify: RuleClassification[];
};

export type RulesQuery = { context?: string; version?: number; against?: number };

export type RulesView = {
  program: { slug: string; name: string };
  now: string;
  lede: string;
  contexts: (ContextRef & { inForce: number | null; draft: number | null })[];
  context: ContextRef | null;
  versions: RuleVersionView[];
  shown: RuleVersionView | null;
  /** What changed from `from` to the shown version. */
  changes: { from: number; items: RuleChange[] } | null;
  /** Proposes that the shown draft comes into force. */
  activate: Act;
  /** The live activate_rules decision of this context, if there is one. */
  decision: number | null;
};
