import { type Refusal, Refused, refused } from '@/lib/domain/kernel/refusal';
import type { Kin } from '@/lib/domain/pattern/kinship';
import { countMembers } from '@/lib/store/pattern-kin';
import { findPattern, type PatternRow } from '@/lib/store/patterns';
import type { ProgramTx } from '@/lib/usecases/transact';

/** The pattern as it was shown: refuses where there is none, or where somebody changed it meanwhile. */
export const patternAt = async (
  tx: ProgramTx,
  idOrNumber: string,
  revision: number,
  pointer = '/revision',
): Promise<PatternRow> => {
  const pattern = await findPattern(tx.db, tx.program.id, idOrNumber);
  if (pattern === null) throw refused('not_found', 'There is no such pattern in this program.');
  if (pattern.revision !== revision) {
    throw refused('stale_view', `P-${pattern.number} changed meanwhile; it is at revision ${pattern.revision}.`, [
      { pointer, detail: `is ${pattern.revision}` },
    ]);
  }
  return pattern;
};

/** What merging and splitting ask of a pattern. */
export const kinOf = async (tx: ProgramTx, row: PatternRow): Promise<Kin> => ({
  id: row.id,
  number: row.number,
  contextId: row.contextId,
  mergedInto: row.mergedInto,
  splitBy: row.splitBy,
  partOf: row.partOf,
  folded: row.folded,
  members: await countMembers(tx.db, row.id),
});

export const unless = (refusal: Refusal | null): void => {
  if (refusal !== null) throw new Refused(refusal);
};
