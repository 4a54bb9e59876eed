import type { PatternRow } from '@/lib/contract/views/parts';

/** A pattern as an act of triage needs it: what it is named, and the revision that was shown. */
export type Target = Pick<
  PatternRow,
  'id' | 'number' | 'sentence' | 'context' | 'revision' | 'severity' | 'category' | 'resolution'
> & { owner: string | null };

export const targetOf = (row: PatternRow): Target => ({
  id: row.id,
  number: row.number,
  sentence: row.sentence,
  context: row.context,
  revision: row.revision,
  severity: row.severity,
  category: row.category,
  resolution: row.resolution,
  owner: row.owner?.name ?? null,
});

/** "P-118", "P-118 and P-104", "3 patterns". */
export const nameOf = (targets: readonly Pick<Target, 'number'>[]): string => {
  const names = targets.map(({ number }) => `P-${number}`);
  return names.length <= 2 ? names.join(' and ') : `${names.length} patterns`;
};
