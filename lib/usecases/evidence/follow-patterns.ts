import { v7 as uuid } from 'uuid';
import type { PatternSighting, RunJudgement } from '@/lib/domain/comparison/judge-run';
import { patternStateOf } from '@/lib/domain/comparison/pattern-state';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { type PatternState, type Severity, severities } from '@/lib/domain/words';
import {
  countSighting,
  findPatterns,
  insertPattern,
  listContextPatterns,
  loadPatternStandings,
  type PatternRow,
  type PatternStanding,
  savePatternState,
} from '@/lib/store/patterns';
import { takeNumber } from '@/lib/store/programs';
import type { Tx } from '@/lib/usecases/transact';

/** The run whose patterns are followed; `context` is the slug that facts name. */
export type FollowedRun = {
  programId: string;
  contextId: string;
  context: string;
  source: string;
  workload: string | null;
  baseline: boolean;
  windowTo: Date;
};

/** Pattern ids by fingerprint for all that a run shows; those never seen before are opened, with their entries. */
export const openPatterns = async (tx: Tx, run: FollowedRun, judgement: RunJudgement): Promise<Map<string, string>> => {
  const known = await findPatterns(
    tx.db,
    run.contextId,
    judgement.patterns.map((pattern) => pattern.fingerprint),
  );
  const ids = new Map(known.map((pattern) => [pattern.fingerprint, pattern.id]));
  for (const sighting of judgement.patterns) {
    if (!ids.has(sighting.fingerprint)) ids.set(sighting.fingerprint, await openPattern(tx, run, sighting));
  }
  return ids;
};

const openPattern = async (tx: Tx, run: FollowedRun, sighting: PatternSighting): Promise<string> => {
  const id = uuid();
  const number = await takeNumber(tx.db, run.programId, 'patternCount');
  const { programId, contextId, baseline, source, workload, windowTo } = run;
  // What only a baseline shows is legacy's own noise: nothing of target's to open.
  const state = baseline ? 'gone' : sighting.open > 0 ? 'open' : 'explained';
  await insertPattern(tx.db, {
    id,
    programId,
    contextId,
    number,
    sighting,
    baseline,
    source,
    workload,
    seenAt: windowTo,
    state,
  });
  tx.record({
    type: 'pattern.opened',
    contextId,
    subject: { kind: 'pattern', id },
    data: {
      pattern: id,
      context: run.context,
      category: sighting.category,
      severity: sighting.severity,
      sentence: sighting.sentence,
    },
  });
  return id;
};

/** Counts a run's sightings into the rollup. The run must be stored already. */
export const countSightings = async (
  tx: Tx,
  run: { id: string; windowTo: Date; baseline: boolean },
  judgement: RunJudgement,
  ids: ReadonlyMap<string, string>,
): Promise<void> => {
  for (const sighting of judgement.patterns) {
    const id = ids.get(sighting.fingerprint);
    if (id !== undefined) await countSighting(tx.db, id, run, sighting);
  }
};

const worst = (words: readonly string[]): Severity =>
  severities.find((severity) => words.includes(severity)) ?? 'critical';

const becauseOf: Record<PatternState, string> = {
  open: 'the latest run shows it again',
  explained: 'signed-off rules accept all of it in the latest run',
  gone: 'a later complete run no longer shows it',
};

/**
 * Category and severity as signed-off rules see the pattern now. Until rules or a person have said what it is, its severity
 * is nobody's judgement and no highest one: gates count it as critical all the same.
 */
const judgedNow = (row: PatternRow, standings: readonly PatternStanding[]) => {
  const open = standings.filter((standing) => standing.open > 0 && !standing.laterComplete);
  const classified = open.length > 0 && open.every((standing) => standing.category !== 'unclassified');
  const seen = worst(open.map((standing) => standing.severity));
  const { category, severity, highestSeverity, triaged } = row;
  if (!classified) return { category, severity, highestSeverity, triaged };
  if (triaged) return { category, severity, highestSeverity: worst([highestSeverity, seen]), triaged };
  return { category: open[0]?.category ?? category, severity: seen, highestSeverity: seen, triaged: true };
};

const settle = async (
  tx: Tx,
  place: { contextId: string; context: string },
  row: PatternRow,
  standings: PatternStanding[],
) => {
  const state = patternStateOf(standings);
  const judged = judgedNow(row, standings);
  const kept = {
    category: row.category,
    severity: row.severity,
    highestSeverity: row.highestSeverity,
    triaged: row.triaged,
  };
  if (state === row.state && documentDigest(judged) === documentDigest(kept)) return;
  await savePatternState(tx.db, row.id, { state, ...judged });
  if (state === row.state) return;
  tx.record({
    type: 'pattern.changed',
    contextId: place.contextId,
    subject: { kind: 'pattern', id: row.id },
    data: { pattern: row.id, context: place.context, state, because: becauseOf[state] },
  });
};

/** Brings every pattern of a context to the state that all counted runs give it now. */
export const settlePatterns = async (tx: Tx, place: { contextId: string; context: string }): Promise<void> => {
  const rows = await listContextPatterns(tx.db, place.contextId);
  const standings = new Map<string, PatternStanding[]>();
  for (const standing of await loadPatternStandings(tx.db, place.contextId)) {
    standings.set(standing.patternId, [...(standings.get(standing.patternId) ?? []), standing]);
  }
  for (const row of rows) await settle(tx, place, row, standings.get(row.id) ?? []);
};
