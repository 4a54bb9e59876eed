import type { LayerView } from '@/lib/contract/views/context';
import { worstOutcome } from '@/lib/domain/comparison/run-outcome';
import { evaluateExpectedChecks } from '@/lib/domain/criteria/expected-checks';
import type { RunFact } from '@/lib/domain/criteria/facts';
import { runShare } from '@/lib/domain/criteria/lane-share';
import { eligibleRuns, isCompleted, latestFirst } from '@/lib/domain/criteria/select-runs';
import { shareText } from '@/lib/domain/criteria/share';
import { listed } from '@/lib/domain/kernel/in-words';
import type { Layer } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { listRunPositions, type RunPositions } from '@/lib/store/read-models/run-positions';
import { countedRuns, levelDays } from '@/lib/usecases/queries/parts/lock';
import type { ContextEvidence } from '@/lib/usecases/queries/parts/picture';

/** Nearest to what a customer or a ledger sees first; position last, since all others rest on it and it proves nothing. */
export const leadingFirst: readonly Layer[] = [
  ...(['outcome', 'state', 'event', 'row', 'query', 'dataset', 'schema', 'position'] as const),
];

/** The latest completed run of each source of a layer: together they are its latest word. */
const latestOfEach = (runs: readonly RunFact[]): RunFact[] => {
  const sources = new Map<string, RunFact>();
  for (const run of latestFirst(runs)) {
    const name = JSON.stringify([run.source, run.workload]);
    if (!sources.has(name)) sources.set(name, run);
  }
  return [...sources.values()];
};

const standingOf = (evidence: ContextEvidence, layer: Layer, now: Date): LayerView['standing'] => {
  const checks = evidence.expectedChecks.filter((check) => check.layer === layer);
  if (checks.length === 0) return null;
  const { outcome } = evaluateExpectedChecks(checks, evidence.runs, now);
  return outcome === 'met' ? 'in_time' : outcome === 'stale' ? 'not_run' : 'short';
};

const apartOf = (runs: readonly RunFact[], positions: ReadonlyMap<string, RunPositions>): LayerView['apart'] => {
  for (const { id } of runs) {
    const { legacy = null, target = null } = positions.get(id) ?? {};
    if (legacy !== null && target !== null && legacy !== target) return { legacy, target };
  }
  return null;
};

/** Each layer that was compared or is expected: its latest word, how fresh it is, and what share of it matches. */
export const layersOf = async (db: Db, evidence: ContextEvidence, now: Date): Promise<LayerView[]> => {
  const latest = new Map(
    leadingFirst.map((layer) => [layer, latestOfEach(eligibleRuns(evidence.runs, { layer }, now).filter(isCompleted))]),
  );
  const ids = [...latest.values()].flat().map(({ id }) => id);
  const positions = new Map((await listRunPositions(db, ids)).map((row) => [row.id, row]));
  return leadingFirst.flatMap((layer): LayerView[] => {
    const runs = latest.get(layer) ?? [];
    const standing = standingOf(evidence, layer, now);
    const [newest] = runs;
    if (newest === undefined) {
      const nothing = { share: null, sampleSize: null, lastAt: null, run: null, outcome: null, apart: null };
      return standing === null ? [] : [{ layer, ...nothing, standing: 'not_run' }];
    }
    const share = { good: 0, n: 0 };
    for (const { good, n } of countedRuns(evidence.runs, layer, now, levelDays).flatMap((run) => runShare(run) ?? [])) {
      share.good += good;
      share.n += n;
    }
    return [
      {
        layer,
        share: shareText(share),
        sampleSize: share.n === 0 ? null : share.n,
        lastAt: newest.window.to.toISOString(),
        run: evidence.runs.find(({ id }) => id === newest.id)?.number ?? null,
        outcome: worstOutcome(runs.map(({ outcome }) => outcome)),
        apart: apartOf(runs, positions),
        standing,
      },
    ];
  });
};

/** Layers that nobody compares here and nobody asks for, in words; null where there is none. */
export const silentLayers = (shown: readonly LayerView[]): string | null => {
  const absent = leadingFirst.filter((layer) => !shown.some((view) => view.layer === layer));
  return absent.length === 0 ? null : `Nobody compares ${listed(absent)} here, and no check expects it.`;
};
