import { v5 as namedId } from 'uuid';
import type { PatternSighting } from '@/lib/domain/comparison/judge-run';
import { type Part, shareOut } from '@/lib/domain/pattern/parts';
import { listPartsOf } from '@/lib/store/pattern-kin';
import {
  type Counted,
  countIntoPatterns,
  countIntoStandings,
  listShownBy,
  rebuildStandings,
} from '@/lib/store/pattern-standings';
import { findPatterns, insertPattern } from '@/lib/store/patterns';
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

/** What a run, or more of it, shows. */
type Shown = { patterns: readonly PatternSighting[] };

/** The id that a pattern gets when it is opened: known beforehand, so that rows can name it. */
export const newPatternId = (contextId: string, fingerprint: string): string => namedId(fingerprint, contextId);

/** Pattern ids by fingerprint for all that a run shows; those never seen before are opened, with their entries. */
export const openPatterns = async (tx: Tx, run: FollowedRun, shown: Shown): Promise<Map<string, string>> => {
  const known = await findPatterns(
    tx.db,
    run.contextId,
    shown.patterns.map((pattern) => pattern.fingerprint),
  );
  const ids = new Map(known.map((pattern) => [pattern.fingerprint, pattern.id]));
  for (const sighting of shown.patterns) {
    if (!ids.has(sighting.fingerprint)) ids.set(sighting.fingerprint, await openPattern(tx, run, sighting));
  }
  return ids;
};

const openPattern = async (tx: Tx, run: FollowedRun, sighting: PatternSighting): Promise<string> => {
  const { programId, contextId, baseline, source, workload, windowTo } = run;
  const id = newPatternId(contextId, sighting.fingerprint);
  const number = await takeNumber(tx.db, programId, 'patternCount');
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
      number,
      context: run.context,
      category: sighting.category,
      severity: sighting.severity,
      sentence: sighting.sentence,
    },
  });
  return id;
};

type PartOf = Part & { of: string; dimension: string };

/** A sighting of a pattern as it is counted, and beside it what each part has of it where the pattern is split. */
const countedOf = (id: string, sighting: PatternSighting, parts: readonly PartOf[]): Counted[] => {
  const { count, open, category, severity } = sighting;
  // What a check counts, it counts whole; of what nobody itemised, only how much is left is known.
  const exact = sighting.itemised || sighting.checkKey !== null;
  const own = parts.filter(({ of }) => of === id);
  const shares = shareOut(sighting, own[0]?.dimension ?? '', sighting.cohorts, own);
  return [
    { id, of: null, count, open, category, severity, exact },
    ...shares.map((share) => ({ ...share, of: id, category, severity, exact })),
  ];
};

/**
 * Counts a run's sightings into the rollup and into where its patterns stand. The run must be stored already, and of more of
 * a run that was counted before, how it spreads over dimensions too.
 */
export const countSightings = async (
  tx: Tx,
  run: { id: string; windowTo: Date; baseline: boolean },
  shown: Shown,
  ids: ReadonlyMap<string, string>,
): Promise<void> => {
  const seen = shown.patterns.flatMap((sighting) => {
    const id = ids.get(sighting.fingerprint);
    return id === undefined ? [] : [{ id, sighting }];
  });
  if (seen.length === 0) return;
  const parts = await listPartsOf(
    tx.db,
    seen.map(({ id }) => id),
  );
  const counted = seen.flatMap(({ id, sighting }) => countedOf(id, sighting, parts));
  const before = await countIntoStandings(tx.db, run.id, counted);
  await countIntoPatterns(tx.db, { id: run.id, at: tx.at }, counted);
  // What a part had of this run before is not known from what came now.
  const again = parts.filter(({ of }) => before.includes(of)).map(({ id }) => id);
  await rebuildStandings(tx.db, again);
};

/** Takes the sightings of a superseded run out of where its patterns stand; settling follows. */
export const forgetSightings = async (tx: Tx, runId: string): Promise<void> =>
  rebuildStandings(tx.db, await listShownBy(tx.db, runId));
