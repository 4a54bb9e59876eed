import type { PatternDetail, PatternPatch } from '@/lib/contract/v1/patterns';
import { mayTriagePattern } from '@/lib/domain/access/may';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { categories, type Severity, severities } from '@/lib/domain/words';
import { findContextById } from '@/lib/store/contexts';
import { findMember } from '@/lib/store/members';
import { findPattern, type PatternRow, saveTriage } from '@/lib/store/patterns';
import { wordOf } from '@/lib/store/words';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { describePattern } from '@/lib/usecases/queries/parts/describe-pattern';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

const worse = (a: Severity, b: Severity): Severity => (severities.indexOf(a) <= severities.indexOf(b) ? a : b);

const checkOwner = async (tx: ProgramTx, owner: string | null | undefined): Promise<void> => {
  if (owner === null || owner === undefined) return;
  const member = await findMember(tx.db, tx.program.id, owner);
  if (member === null || member.roles.length === 0) {
    const detail = 'The owner must be a person with a role in this program.';
    throw refused('invalid_body', detail, [{ pointer: '/owner', detail }]);
  }
};

/** Category and severity as they are after the patch. An explained category is a label: it opens no gate by itself. */
const triaged = (pattern: PatternRow, patch: PatternPatch) => {
  const severity = patch.severity ?? wordOf(severities, pattern.severity);
  const category = patch.category ?? wordOf(categories, pattern.category);
  return {
    category,
    severity,
    // A person may call a critical pattern minor; for gates it stays what it was at its worst, once somebody looked.
    highestSeverity: pattern.triaged ? worse(severity, wordOf(severities, pattern.highestSeverity)) : severity,
    ownerId: patch.owner === undefined ? pattern.ownerId : patch.owner,
    note: patch.note === undefined ? pattern.note : patch.note,
    triaged: pattern.triaged || patch.category !== undefined || patch.severity !== undefined,
  };
};

/** Says what a pattern is, how bad, and whose; refuses when somebody else said so meanwhile. */
export const triagePattern = (
  context: Context,
  programSlug: string,
  patternId: string,
  patch: PatternPatch,
): Promise<Result<PatternDetail>> =>
  transact<PatternDetail>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayTriagePattern);
    const pattern = await findPattern(tx.db, tx.program.id, patternId);
    if (pattern === null) throw refused('not_found', 'There is no such pattern in this program.');
    if (pattern.revision !== patch.revision) {
      throw refused('stale_view', `The pattern changed meanwhile; it is at revision ${pattern.revision}.`, [
        { pointer: '/revision', detail: `is ${pattern.revision}` },
      ]);
    }
    await checkOwner(tx, patch.owner);
    const change = triaged(pattern, patch);
    await saveTriage(tx.db, pattern.id, change);
    const about = await findContextById(tx.db, pattern.contextId);
    const { category, severity } = change;
    const data = { pattern: pattern.id, context: about.slug, category, severity, note: change.note ?? '' };
    tx.record({ type: 'pattern.triaged', contextId: about.id, subject: { kind: 'pattern', id: pattern.id }, data });
    await refreshDecisions(tx, about.id);
    const after = (await findPattern(tx.db, tx.program.id, pattern.id)) ?? pattern;
    return accept(await describePattern(tx.db, after, about.slug));
  });
