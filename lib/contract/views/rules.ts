import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import type { PatternState, Severity } from '@/lib/domain/words';
import type { DocumentChangeView } from './decision';
import type { Act, ContextRef } from './parts';

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
};

/** A version with what it says, and the runs that it judged: those whose window ended while it was in force. */
export type RuleSetView = RuleVersionView & {
  document: RuleSetDocument;
  judged: { runs: number; first: string; last: string } | null;
};

/** One version held against another: both in full, and each place at which they differ. */
export type RuleComparisonView = {
  from: { version: number; state: RuleVersionView['state']; document: RuleSetDocument };
  changes: DocumentChangeView[];
};

/** A pattern whose kept examples show what a draft does. */
export type RuleExampleView = {
  number: number;
  sentence: string;
  field: string | null;
  state: PatternState;
  severity: Severity;
};

/** What an editor begins with: a version, or nothing. */
export type RuleEditView = {
  base: number | null;
  document: RuleSetDocument;
  /** The same as the YAML that one edits. */
  text: string;
  /** What is in force, or nothing: what a draft is held against. */
  against: { version: number; document: RuleSetDocument } | null;
  examples: RuleExampleView[];
};

/** `edit` names the version that is the editor's beginning; 0 stands for an empty one. */
export type RulesQuery = { context?: string; version?: number; compare?: number; edit?: number };

export type RulesView = {
  program: { slug: string; name: string };
  now: string;
  lede: string;
  contexts: (ContextRef & { inForce: number | null; draft: number | null })[];
  context: ContextRef | null;
  versions: RuleVersionView[];
  shown: RuleSetView | null;
  /** Null where there is nothing to hold the shown version against. */
  compared: RuleComparisonView | null;
  /** Whether somebody asked for the comparison, so that it is what the page is about. */
  comparing: boolean;
  edit: RuleEditView | null;
  /** Writes a draft. */
  draft: Act;
  /** Proposes that the shown draft comes into force. */
  activate: Act;
  /** The live activate_rules decision of this context, if there is one. */
  decision: number | null;
};
