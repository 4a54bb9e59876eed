import type { RunFacts } from '@/lib/domain/comparison/run-facts';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { sha256Hex } from '@/lib/domain/kernel/digest';
import type { Workload } from '@/lib/domain/words';
import { defaultMatching, type Span } from './periods';
import type { PairingTally } from './tally';

/** Whose outcomes are paired with each other. */
export type Stream = { context: string; source: string; workload: Workload | null };

/** The run of a period: `revision` counts from one; a later one says which it takes the place of. */
export type Edition = { revision: number; supersedes: string | null };

const name = ({ context, workload }: Stream, { from }: Pick<Span, 'from'>): string =>
  `outcomes:${context}/${workload ?? '*'}/${from.toISOString()}`;

/** The identity of a period's run under its source. */
export const pairedRunId = (stream: Stream, span: Pick<Span, 'from'>, revision: number): string =>
  revision === 1 ? name(stream, span) : `${name(stream, span)}/${revision}`;

const crowdedWarning = (kept: number): string =>
  `The outcomes' dimensions make more cohorts than a run may have; ${kept === 0 ? 'none is' : 'only earlier ones are'} counted.`;

const defaultWarning = `No rules in force say how outcomes are matched; the window is ${defaultMatching.window} and the period ${defaultMatching.period}.`;

const lateWarning = (supersedes: string): string =>
  `Outcomes arrived after the period had closed; this run takes the place of ${supersedes}.`;

/** What a period's outcomes come to, as a run that Lockgate itself brings; its body says from what it was counted. */
export const pairedRun = (stream: Stream, span: Span, tally: PairingTally, edition: Edition) => {
  const side = (which: 'legacy' | 'target') => ({ dataset: null, position: null, version: tally.versionOf(which) });
  const cohorts = tally.cohorts();
  const facts: RunFacts = {
    ...stream,
    externalId: pairedRunId(stream, span, edition.revision),
    layer: 'outcome',
    engine: null,
    baseline: false,
    window: { from: span.from, to: span.to },
    period: span.from.toISOString(),
    startedAt: null,
    finishedAt: null,
    status: 'completed',
    legacy: side('legacy'),
    target: side('target'),
    totals: { ...tally.totals },
    cohorts,
    checks: [],
    discrepancies: tally.discrepancies,
    discrepanciesSampled: false,
    announced: null,
    artifact: null,
    coverage: [],
    supersedes: edition.supersedes,
  };
  const document = canonicalJson({
    v: 1,
    ...stream,
    period: { from: span.from.toISOString(), to: span.to.toISOString() },
    windowSeconds: span.windowMs / 1000,
    outcomes: tally.sources(),
    totals: tally.totals,
    cohorts,
    discrepancies: tally.discrepancies.length,
  });
  const warnings = [
    ...(edition.supersedes === null ? [] : [lateWarning(edition.supersedes)]),
    ...(span.told ? [] : [defaultWarning]),
    ...(tally.crowded ? [crowdedWarning(cohorts.length)] : []),
  ];
  return { facts, document, digest: sha256Hex(document), warnings };
};
