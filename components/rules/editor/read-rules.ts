import { parseDocument, stringify } from 'yaml';
import type { DocumentChangeView } from '@/lib/contract/views/decision';
import { withoutIdleMembers } from '@/lib/domain/comparison/idle-members';
import { parseRuleSet, type RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { ruleSetChanges } from '@/lib/domain/decision/loosening/rules';
import type { Fault, Tree } from './document';
import { isTree } from './document';

// Reads what somebody edits, in the browser and by the domain's own schema. It comes with the first change.

export type ReadRules =
  | { ok: true; document: RuleSetDocument; changes: DocumentChangeView[] }
  | { ok: false; faults: Fault[] };

const none: RuleSetDocument = { fields: {}, classify: [] };

/** The document, or what is wrong with it and where; `against` is what its changes are told from. */
export const readRules = (edited: unknown, against: RuleSetDocument | null): ReadRules => {
  const read = parseRuleSet(edited);
  const parsed = read.ok ? withoutIdleMembers(read.value) : read;
  if (parsed.ok) return { ok: true, document: parsed.value, changes: ruleSetChanges(against ?? none, parsed.value) };
  const errors = parsed.refusal.errors ?? [{ pointer: '', detail: parsed.refusal.detail }];
  return { ok: false, faults: errors.map(({ pointer = '', detail }) => ({ pointer, message: detail })) };
};

const lineWidth = 100;

/** The document as one edits it by hand. */
export const textOfRules = (document: Tree): string => stringify(document, { lineWidth });

/** YAML, and so JSON, as a tree; or why it is none, with the line. */
export const treeOfText = (text: string): { tree: Tree } | { fault: string } => {
  const parsed = parseDocument(text, { prettyErrors: true, uniqueKeys: true });
  const [error] = parsed.errors;
  if (error !== undefined) {
    const line = error.linePos === undefined ? '' : `Line ${error.linePos[0].line}: `;
    return { fault: `${line}${error.message.split('\n')[0] ?? error.message}` };
  }
  const value: unknown = parsed.toJS({ maxAliasCount: 0 }) ?? {};
  return isTree(value) ? { tree: value } : { fault: 'A rule set is an object with members such as “fields”.' };
};
