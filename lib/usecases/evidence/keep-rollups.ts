import type { PatternSighting } from '@/lib/domain/comparison/tally';
import type { Db } from '@/lib/store/database';
import { addCohorts, keepExamples } from '@/lib/store/pattern-rollups';

/** Keeps what stays of discrepancies when their rows are let go: how patterns spread, and a few examples of each. */
export const keepRollups = async (
  db: Db,
  run: { id: string; first: number },
  sightings: readonly PatternSighting[],
  ids: ReadonlyMap<string, string>,
): Promise<void> => {
  const sighted = sightings.flatMap((sighting) => {
    const patternId = ids.get(sighting.fingerprint);
    return patternId === undefined ? [] : [{ patternId, sighting }];
  });
  await addCohorts(db, run.id, sighted);
  await keepExamples(db, run, sighted);
};
