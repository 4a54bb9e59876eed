import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { judgeRun } from '@/lib/domain/comparison/judge-run';
import type { RunFacts } from '@/lib/domain/comparison/run-facts';

const here = fileURLToPath(new URL('.', import.meta.url));

export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A file of our own, in a tool's shape. */
export const fixture = (name: string): Uint8Array => new Uint8Array(readFileSync(join(here, '../fixtures', name)));

/** The same as text, to change pieces of. */
export const fixtureText = (name: string): string => new TextDecoder().decode(fixture(name));

const samples = join(here, '../../../../../shared/samples');

/** Whether real files of that tool stand beside the project. */
export const hasSamples = (tool: string): boolean => existsSync(join(samples, tool));

/** A real file of a tool, by its path below the samples. */
export const sample = (path: string): Uint8Array => new Uint8Array(readFileSync(join(samples, path)));

/** The seven counts in their order: legacy, target, compared, matched, mismatched, missing in target and in legacy. */
export const totalsOf = ({ totals }: Pick<RunFacts, 'totals'>): number[] | null =>
  totals === null
    ? null
    : [
        totals.legacy,
        totals.target,
        totals.compared,
        totals.matched,
        totals.mismatched,
        totals.missingInTarget,
        totals.missingInLegacy,
      ];

/** Each check's key and outcome, as `key outcome`. */
export const outcomesOf = (run: RunFacts): string[] =>
  judgeRun(run, null).checks.map(({ key, outcome }) => `${key} ${outcome}`);

const mirrorKinds: Record<string, string> = {
  missing_in_target: 'missing_in_legacy',
  missing_in_legacy: 'missing_in_target',
};

/** What a run says with its sides exchanged: what reading it with the names exchanged must give. */
export const mirrored = (run: RunFacts): unknown => ({
  totals:
    run.totals === null
      ? null
      : {
          ...run.totals,
          legacy: run.totals.target,
          target: run.totals.legacy,
          missingInTarget: run.totals.missingInLegacy,
          missingInLegacy: run.totals.missingInTarget,
        },
  datasets: [run.target.dataset, run.legacy.dataset],
  items: run.discrepancies
    .map(({ correlationId, kind, field, legacy, target }) => [
      correlationId,
      mirrorKinds[kind] ?? kind,
      field,
      target,
      legacy,
    ])
    .map((item) => JSON.stringify(item))
    .sort(),
});

/** The same of a run as it stands. */
export const plain = (run: RunFacts): unknown => ({
  totals: run.totals,
  datasets: [run.legacy.dataset, run.target.dataset],
  items: run.discrepancies
    .map(({ correlationId, kind, field, legacy, target }) =>
      JSON.stringify([correlationId, kind, field, legacy, target]),
    )
    .sort(),
});
