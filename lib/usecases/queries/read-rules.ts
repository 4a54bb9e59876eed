import type { RulesAnswer } from '@/lib/contract/v1/rules';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import { listDecisionRefs } from '@/lib/store/decisions';
import { listRuleSets } from '@/lib/store/rule-sets';
import type { Context } from '@/lib/usecases/context';
import { ruleSetView } from '@/lib/usecases/rule-set-view';
import { inProgram } from './parts/viewing';

/** All versions of a context's rules, the newest first. */
export const readRules = (context: Context, programSlug: string, contextSlug: string): Promise<Result<RulesAnswer>> =>
  inProgram(context, programSlug, async ({ db, program }) => {
    const about = await findContext(db, program.id, contextSlug);
    if (about === null) throw refused('not_found', 'There is no such context in this program.');
    const rows = await listRuleSets(db, about.id);
    const refs = await listDecisionRefs(
      db,
      rows.flatMap((row) => (row.decisionId === null ? [] : [row.decisionId])),
    );
    return {
      context: about.slug,
      inForce: rows.find((row) => row.state === 'in_force')?.version ?? null,
      versions: rows.map((row) => ruleSetView(row, refs.find((ref) => ref.id === row.decisionId) ?? null)),
    };
  });
