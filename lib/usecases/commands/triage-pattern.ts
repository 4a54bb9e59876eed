import type { PatternDetail, PatternPatch, PatternsTriage, TriagedPatterns } from '@/lib/contract/v1/patterns';
import { mayTriagePattern } from '@/lib/domain/access/may';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContextById } from '@/lib/store/contexts';
import { findPattern } from '@/lib/store/patterns';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { applyTriage, checkPeople } from '@/lib/usecases/patterns/apply-triage';
import { patternAt } from '@/lib/usecases/patterns/load-patterns';
import { describePattern, describePatterns } from '@/lib/usecases/queries/parts/describe-pattern';
import { transact } from '@/lib/usecases/transact';

const nothingNew = () => refused('nothing_to_change', 'It says all of this already.');

/** Says what a pattern is, how bad, whose, what it taught and who fixes it; refuses when somebody else did meanwhile. */
export const triagePattern = (
  context: Context,
  programSlug: string,
  patternId: string,
  { revision, ...change }: PatternPatch,
): Promise<Result<PatternDetail>> =>
  transact<PatternDetail>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayTriagePattern);
    const pattern = await patternAt(tx, patternId, revision);
    await checkPeople(tx, change);
    if (!(await applyTriage(tx, context, pattern, change))) throw nothingNew();
    await refreshDecisions(tx, pattern.contextId);
    const about = await findContextById(tx.db, pattern.contextId);
    const after = (await findPattern(tx.db, tx.program.id, pattern.id)) ?? pattern;
    return accept(await describePattern(tx.db, after, about.slug, tx.at));
  });

/** The same change of many patterns, or of none: one that changed meanwhile, or may not be triaged, refuses all. */
export const triagePatterns = (
  context: Context,
  programSlug: string,
  { patterns, change }: PatternsTriage,
): Promise<Result<TriagedPatterns>> =>
  transact<TriagedPatterns>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayTriagePattern);
    const twice = patterns.findIndex(({ id }, place) => patterns.findIndex((other) => other.id === id) < place);
    if (twice !== -1) {
      const detail = 'A pattern is named once.';
      throw refused('invalid_body', detail, [{ pointer: `/patterns/${twice}/id`, detail }]);
    }
    await checkPeople(tx, change, '/change');
    const rows = [];
    // Looked at before anything is changed, since a head's triage changes what is merged into it.
    for (const [place, { id, revision }] of patterns.entries()) {
      rows.push(await patternAt(tx, id, revision, `/patterns/${place}/revision`));
    }
    let changed = false;
    for (const row of rows) changed = (await applyTriage(tx, context, row, change)) || changed;
    if (!changed) throw nothingNew();
    const slugs = new Map<string, string>();
    for (const contextId of new Set(rows.map((row) => row.contextId))) {
      await refreshDecisions(tx, contextId);
      slugs.set(contextId, (await findContextById(tx.db, contextId)).slug);
    }
    const ids = rows.map(({ id }) => id);
    return accept({ items: await describePatterns(tx.db, ids, slugs, tx.at) });
  });
