import type { RuleSetVersionView, RulesBody } from '@/lib/contract/v1/rules';
import { mayDraftRules } from '@/lib/domain/access/may';
import { principalOf } from '@/lib/domain/access/principal';
import { withoutIdleMembers } from '@/lib/domain/comparison/idle-members';
import { parseRuleSet } from '@/lib/domain/comparison/rule-set';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import { findRuleSet, draftRules as keepDraft, listRuleSets } from '@/lib/store/rule-sets';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { must } from '@/lib/usecases/decisions/on-decision';
import { ruleSetView } from '@/lib/usecases/rule-set-view';
import { transact } from '@/lib/usecases/transact';

/** Writes a new draft of a context's rules; it comes into force only by an activate_rules decision. */
export const draftRules = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  body: RulesBody,
): Promise<Result<RuleSetVersionView>> =>
  transact<RuleSetVersionView>(context, programSlug, async (tx) => {
    const { actor } = await authorise(tx.db, context.actor, tx.program, mayDraftRules);
    const about = await findContext(tx.db, tx.program.id, contextSlug);
    if (about === null) throw refused('not_found', `This program has no context "${contextSlug}".`);
    const document = must(withoutIdleMembers(must(parseRuleSet(body.document, '/document')), '/document'));
    const [newest] = await listRuleSets(tx.db, about.id);
    if (newest?.digest === documentDigest(document)) {
      throw refused('nothing_to_change', `Version ${newest.version} says the same.`);
    }
    const draft = await keepDraft(tx.db, about.id, { document, author: principalOf(actor), at: tx.at });
    tx.record({
      type: 'rules.drafted',
      contextId: about.id,
      subject: { kind: 'context', id: about.id },
      data: { context: about.slug, ...draft },
    });
    const row = await findRuleSet(tx.db, about.id, draft.version);
    if (row === null) throw new Error('the draft was not kept');
    return accept(ruleSetView(row, null));
  });
