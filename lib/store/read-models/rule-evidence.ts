import { type PatternState, patternStates, type Severity, severities } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { wordOf } from '@/lib/store/words';

// What a version of the rules judged, and examples of what it has to judge.

export type JudgedRuns = { runs: number; first: Date; last: Date };

/** Runs that a version judged, by the end of their windows; null where it judged none. */
export const findJudgedRuns = async (
  db: Db,
  contextId: string,
  { version, inForceFrom, inForceUntil }: { version: number; inForceFrom: Date | null; inForceUntil: Date | null },
): Promise<JudgedRuns | null> => {
  if (inForceFrom === null) return null;
  const [row] = await db.$queryRaw<{ runs: number; first: Date | null; last: Date | null }[]>`
    SELECT count(*)::int AS runs, min(window_to) AS first, max(window_to) AS last FROM run
     WHERE context_id = ${contextId}::uuid AND window_to >= ${inForceFrom}
       AND (${inForceUntil}::timestamptz IS NULL OR window_to <= ${inForceUntil}) AND rule_set_version = ${version}`;
  return row === undefined || row.first === null || row.last === null
    ? null
    : { runs: row.runs, first: row.first, last: row.last };
};

export type ExamplePattern = {
  number: number;
  sentence: string;
  field: string | null;
  state: PatternState;
  severity: Severity;
};

/** Patterns of a context of which examples are kept: the open and the gravest first. */
export const listExamplePatterns = async (db: Db, contextId: string, limit: number): Promise<ExamplePattern[]> => {
  const rows = await db.$queryRaw<(Omit<ExamplePattern, 'state' | 'severity'> & { state: string; severity: string })[]>`
    SELECT number, sentence, field, state, highest_severity AS severity FROM pattern
     WHERE context_id = ${contextId}::uuid AND merged_into IS NULL AND itemised
     ORDER BY state = 'open' DESC, array_position(${[...severities]}::text[], highest_severity), last_seen_at DESC
     LIMIT ${limit}`;
  return rows.map((row) => ({
    ...row,
    state: wordOf(patternStates, row.state),
    severity: wordOf(severities, row.severity),
  }));
};
