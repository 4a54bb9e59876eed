import { patternStateOf } from '@/lib/domain/comparison/pattern-state';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { comesBackFrom } from '@/lib/domain/pattern/reopening';
import { type PatternState, patternStates, resolutions, type Severity, severities } from '@/lib/domain/words';
import { endLesson } from '@/lib/store/pattern-lessons';
import { loadPatternStandings, type PatternStanding } from '@/lib/store/pattern-standings';
import { listContextPatterns, type PatternRow, savePatternState } from '@/lib/store/patterns';
import { wordOf } from '@/lib/store/words';
import type { Tx } from '@/lib/usecases/transact';

const worst = (words: readonly string[]): Severity =>
  severities.find((severity) => words.includes(severity)) ?? 'critical';

const becauseOf: Record<PatternState, string> = {
  open: 'the latest run that counts shows it',
  explained: 'signed-off rules accept all of it that the latest run shows',
  gone: 'a later complete run no longer shows it',
  split: 'its parts stand for it',
};

const reasonOf = ({ checkKey }: PatternRow, state: PatternState): string =>
  state === 'gone' && checkKey !== null ? 'a later run of its check no longer shows it' : becauseOf[state];

/**
 * Category and severity as signed-off rules see the pattern now. Until rules or a person have said what it is, its severity
 * is nobody's judgement and no highest one: gates count it as critical all the same.
 */
const judgedNow = (row: PatternRow, open: readonly PatternStanding[]) => {
  const classified = open.length > 0 && open.every((standing) => standing.category !== 'unclassified');
  const seen = worst(open.map((standing) => standing.severity));
  const { category, severity, highestSeverity, triaged } = row;
  if (!classified) return { category, severity, highestSeverity, triaged };
  if (triaged) return { category, severity, highestSeverity: worst([highestSeverity, seen]), triaged };
  return { category: open[0]?.category ?? category, severity: seen, highestSeverity: seen, triaged: true };
};

type Place = { contextId: string; context: string };

const reopen = async (tx: Tx, place: Place, row: PatternRow, was: 'explained' | 'gone' | 'resolved'): Promise<void> => {
  const resolution = row.resolution === null ? null : wordOf(resolutions, row.resolution);
  await endLesson(tx.db, row.id, 'reopened', tx.at);
  tx.record({
    type: 'pattern.reopened',
    contextId: place.contextId,
    subject: { kind: 'pattern', id: row.id },
    data: { pattern: row.id, number: row.number, context: place.context, was, resolution, times: row.reopened + 1 },
  });
};

const settle = async (tx: Tx, place: Place, row: PatternRow, standings: readonly PatternStanding[]): Promise<void> => {
  const state = row.splitBy === null ? patternStateOf(standings) : 'split';
  const open = standings.filter((standing) => standing.open > 0 && !standing.laterComplete);
  const settled = { state, compared: row.compared || standings.length > 0, ...judgedNow(row, open) };
  const kept = {
    state: row.state,
    compared: row.compared,
    category: row.category,
    severity: row.severity,
    highestSeverity: row.highestSeverity,
    triaged: row.triaged,
  };
  const before = {
    state: wordOf(patternStates, row.state),
    compared: row.compared,
    resolution: row.resolution === null ? null : wordOf(resolutions, row.resolution),
    resolvedAt: row.resolvedAt,
  };
  const was = comesBackFrom(before, { state, seen: row.shownAt?.getTime() === tx.at.getTime(), open });
  if (was === null && documentDigest(settled) === documentDigest(kept)) return;
  await savePatternState(tx.db, row.id, settled, was === null ? null : tx.at);
  if (was !== null) return reopen(tx, place, row, was);
  if (state === row.state) return;
  tx.record({
    type: 'pattern.changed',
    contextId: place.contextId,
    subject: { kind: 'pattern', id: row.id },
    data: { pattern: row.id, number: row.number, context: place.context, state, because: reasonOf(row, state) },
  });
};

/** Brings every pattern of a context to the state that all counted runs give it now. */
export const settlePatterns = async (tx: Tx, place: Place): Promise<void> => {
  const rows = await listContextPatterns(tx.db, place.contextId);
  const standings = new Map<string, PatternStanding[]>();
  for (const standing of await loadPatternStandings(tx.db, place.contextId)) {
    const known = standings.get(standing.patternId);
    if (known === undefined) standings.set(standing.patternId, [standing]);
    else known.push(standing);
  }
  for (const row of rows) await settle(tx, place, row, standings.get(row.id) ?? []);
};
