import type { DraftRef } from '@/lib/contract/v1/backtest';
import { mayDraftRules } from '@/lib/domain/access/may';
import { withoutIdleMembers } from '@/lib/domain/comparison/idle-members';
import { parseRuleSet, type RuleSetDocument, ruleSetDigest } from '@/lib/domain/comparison/rule-set';
import { refused } from '@/lib/domain/kernel/refusal';
import { type ContextRow, findContext } from '@/lib/store/contexts';
import { findRuleSet, findRulesInForceAt, type RuleSetRow } from '@/lib/store/rule-sets';
import { demand } from '@/lib/usecases/authorise';
import { must } from '@/lib/usecases/decisions/on-decision';
import type { Viewing } from '@/lib/usecases/queries/parts/viewing';

/** One set of rules, and which version of the context's it is; null where it is none. */
export type NamedRules = { version: number | null; digest: string; document: RuleSetDocument };

/** A draft beside what it would replace; null where there are no rules to replace. */
export type TwoRuleSets = { about: ContextRow; draft: NamedRules; against: NamedRules | null };

const named = ({ version, digest, document }: RuleSetRow): NamedRules => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error(`rule set version ${version} does not parse`);
  return { version, digest, document: parsed.value };
};

/**
 * The two sets of rules that a question is about. A version may be asked about by whoever sees the program, since signers
 * have to; a document that is no version, by who may draft.
 */
export const twoRuleSets = async (
  { db, program, now, asker }: Viewing,
  contextSlug: string,
  question: { draft: DraftRef; against?: number | undefined },
): Promise<TwoRuleSets> => {
  const about = await findContext(db, program.id, contextSlug);
  if (about === null) throw refused('not_found', 'There is no such context in this program.');
  const version = async (wanted: number, pointer: string): Promise<NamedRules> => {
    const row = await findRuleSet(db, about.id, wanted);
    if (row === null) {
      throw refused('not_found', `${about.slug} has no rule set version ${wanted}.`, [
        { pointer, detail: 'is not a version of this context' },
      ]);
    }
    return named(row);
  };
  const { draft, against } = question;
  const inForce = against === undefined ? await findRulesInForceAt(db, about.id, now) : null;
  return {
    about,
    draft: 'version' in draft ? await version(draft.version, '/draft/version') : ofDocument(draft.document),
    against: against === undefined ? (inForce === null ? null : named(inForce)) : await version(against, '/against'),
  };

  function ofDocument(document: unknown): NamedRules {
    demand(asker, mayDraftRules);
    const place = '/draft/document';
    const parsed = must(withoutIdleMembers(must(parseRuleSet(document, place)), place));
    return { version: null, digest: ruleSetDigest(parsed), document: parsed };
  }
};

/** As an answer names them. */
export const rulesRef = (rules: NamedRules | null): { version: number | null; digest: string | null } =>
  rules === null ? { version: null, digest: null } : { version: rules.version, digest: rules.digest };
