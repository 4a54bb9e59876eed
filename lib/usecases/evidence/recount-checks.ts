import type { SettledItems } from '@/lib/domain/comparison/accepted';
import { checkSightings, type JudgedCheck } from '@/lib/domain/comparison/check-patterns';
import { readDecimal } from '@/lib/domain/comparison/decimal';
import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import type { Totals } from '@/lib/domain/comparison/run-facts';
import { checkOutcomes, layers } from '@/lib/domain/words';
import { listItemisedOf, listShownByChecks } from '@/lib/store/check-patterns';
import { rebuildStandings } from '@/lib/store/pattern-standings';
import { saveUnitemised } from '@/lib/store/run-batches';
import type { RunWithParts } from '@/lib/store/runs';
import { wordOf } from '@/lib/store/words';
import type { Tx } from '@/lib/usecases/transact';
import { countSightings, type FollowedRun, openPatterns } from './follow-patterns';

const isNumber = (value: string | null): boolean => value !== null && readDecimal(value) !== null;

const judgedOf = (check: RunWithParts['checks'][number]): JudgedCheck => ({
  key: check.key,
  layer: wordOf(layers, check.layer),
  metric: check.metric,
  field: check.field,
  query: check.query,
  totals: check.totals as Totals | null,
  outcome: wordOf(checkOutcomes, check.outcome),
  basis: check.basis,
  measured: isNumber(check.legacy) || isNumber(check.target),
});

/** What a run's checks alone show, by all that it has itemised so far. */
const shownByChecks = async (
  tx: Tx,
  run: RunWithParts,
  rules: RuleSetDocument | null,
  { itemisedExactly: exactly, unitemised }: SettledItems,
) => {
  const checks = run.checks.filter(({ outcome }) => outcome === 'mismatch').map(judgedOf);
  if (checks.length === 0) return [];
  const names = checks.flatMap(({ key, query }) => (query === null ? [key] : [key, query]));
  const patterns = await listItemisedOf(tx.db, run.id, names);
  const { source, context, layer } = run;
  const about = { context: context.slug, source, layer: wordOf(layers, layer), totals: run.totals as Totals | null };
  return checkSightings(about, checks, { patterns, exactly, unitemised }, rules);
};

/** Says anew what only the checks of a run show, where more of it was itemised. The run's own count is settled before. */
export const recountChecks = async (
  tx: Tx,
  followed: FollowedRun,
  { run, rules }: { run: RunWithParts; rules: RuleSetDocument | null },
  settled: SettledItems,
): Promise<void> => {
  const patterns = await shownByChecks(tx, run, rules, settled);
  const before = await listShownByChecks(tx.db, run.id);
  const left = new Map(patterns.map(({ fingerprint, count }) => [fingerprint, count]));
  const changed = before.filter(({ fingerprint, count }) => left.get(fingerprint) !== count);
  for (const { patternId, fingerprint } of changed) {
    await saveUnitemised(tx.db, patternId, run.id, left.get(fingerprint) ?? 0);
  }
  await rebuildStandings(
    tx.db,
    changed.map(({ patternId }) => patternId),
  );
  const fresh = {
    patterns: patterns.filter((shown) => !before.some((known) => known.fingerprint === shown.fingerprint)),
  };
  const ids = await openPatterns(tx, followed, fresh);
  await countSightings(tx, { id: run.id, windowTo: run.windowTo, baseline: run.baseline }, fresh, ids);
};
