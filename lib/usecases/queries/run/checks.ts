import type { RunCheckView, VerdictCount } from '@/lib/contract/views/run';
import { type Bin, evidenceWords, type ReportedTolerance } from '@/lib/domain/comparison/run-facts';
import { checkOutcomes, layers } from '@/lib/domain/words';
import type { WholeRun } from '@/lib/store/read-models/one-run';
import { wordOf } from '@/lib/store/words';
import { shareText } from '@/lib/usecases/queries/parts/say';

const toleranceText = (stored: unknown): string | null => {
  if (stored === null || stored === undefined) return null;
  const { absolute, relative } = stored as ReportedTolerance;
  const parts = [
    ...(absolute === undefined ? [] : [`± ${absolute}`]),
    ...(relative === undefined ? [] : [`± ${shareText(relative)}`]),
  ];
  return parts.length === 0 ? null : parts.join(', ');
};

export const checkView = (check: WholeRun['checks'][number]): RunCheckView => ({
  key: check.key,
  kind: check.kind,
  layer: wordOf(layers, check.layer),
  metric: check.metric,
  field: check.field,
  legacy: check.legacy,
  target: check.target,
  reported: check.reported,
  outcome: wordOf(checkOutcomes, check.outcome),
  finding: check.finding,
  tolerance: toleranceText(check.tolerance),
  signedOff: check.signedOff,
  query: check.query,
  engine: check.engine,
  evidence: check.evidence === null ? null : wordOf(evidenceWords, check.evidence),
  error: check.error,
  bins: (check.bins ?? []) as Bin[],
});

const matching = ['match', 'match_within_tolerance', 'ignored'];

/** Whether a check calls for a look. */
export const differs = ({ outcome }: Pick<RunCheckView, 'outcome'>): boolean => !matching.includes(outcome);

const rank = (check: RunCheckView): number => (check.finding !== null ? 0 : differs(check) ? 1 : 2);

/** Where the tool and Lockgate part first, then what does not match, then the rest; each as it was sent. */
export const byNeed = (checks: readonly RunCheckView[]): RunCheckView[] => checks.toSorted((a, b) => rank(a) - rank(b));

/** The tool's words against Lockgate's, counted; opposed ones first, then the most. */
export const verdictsOf = (checks: readonly RunCheckView[]): VerdictCount[] => {
  const counts = new Map<string, VerdictCount>();
  for (const { reported, outcome, finding } of checks) {
    const opposed = finding !== null;
    const name = JSON.stringify([reported, outcome, opposed]);
    const found = counts.get(name);
    if (found === undefined) counts.set(name, { reported, outcome, opposed, count: 1 });
    else found.count += 1;
  }
  return [...counts.values()].sort((a, b) => Number(b.opposed) - Number(a.opposed) || b.count - a.count);
};
