import type { MappedFormat } from '@/lib/contract/mapped-format';
import type { Window } from '@/lib/domain/comparison/run-facts';
import { readTimestamp } from '@/lib/domain/comparison/timestamp';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { RunStatus } from '@/lib/domain/words';
import type { Adapter, ImportedRun, ImportOptions } from './adapter';
import { addedUp } from './kit/counted';
import { checkKey, clipped, counted, distinctKeys, runOf } from './kit/run';
import { onSide, type SideMapping, sidesOf } from './kit/sides';
import type { Tracked } from './kit/tracked';
import { checkOf } from './mapped-checks';
import { allAt, holds, textAt } from './mapped-places';
import { recordsOf } from './mapped-records';
import { type MappedRows, readMappedRows } from './mapped-rows';

// A format that a program describes itself. The map is data of the program's manifest; this reads by it.

const mostChecks = 10_000;

type TimeAt = NonNullable<MappedFormat['run']['from']>;

const instantAt = (head: Tracked | undefined, time: TimeAt | undefined, warnings: string[]): Date | null => {
  const text = head === undefined ? undefined : textAt(head, time?.at);
  if (time === undefined || text === undefined || text === null) return null;
  const read = instantOf(text.trim(), time.form);
  if (read === null) warnings.push(`What stands at ${time.at} is no time, so that it is not known.`);
  return read;
};

const instantOf = (text: string, form: TimeAt['form']): Date | null => {
  if (form === 'text') {
    const reading = readTimestamp(text, 'UTC');
    return reading?.kind === 'once' ? new Date(Number(reading.instant / 1_000_000n)) : null;
  }
  if (!/^\d{1,16}(\.\d{1,18})?$/.test(text)) return null;
  const read = new Date(Math.trunc(Number(text) * (form === 'epoch_seconds' ? 1_000 : 1)));
  return Number.isNaN(read.getTime()) ? null : read;
};

type Times = { window: Window | null; startedAt: Date | null; finishedAt: Date | null };

const timesOf = ({ run }: MappedFormat, head: Tracked | undefined, warnings: string[]): Times => {
  const at = (time: TimeAt | undefined) => instantAt(head, time, warnings);
  const [from, to, startedAt, finishedAt] = [at(run.from), at(run.to), at(run.startedAt), at(run.finishedAt)];
  const ordered = startedAt === null || finishedAt === null || startedAt <= finishedAt;
  if (!ordered) warnings.push('The run finished before it started, so that neither time is believed.');
  const isWindow = from !== null && to !== null && from < to;
  if (!isWindow && (from !== null || to !== null)) warnings.push('The times of the window make no window.');
  return {
    window: isWindow ? { from, to } : null,
    startedAt: ordered ? startedAt : null,
    finishedAt: ordered ? finishedAt : null,
  };
};

const statusOf = ({ run }: MappedFormat, { head, unread }: MappedRows): RunStatus => {
  if (unread > 0) return 'unknown';
  if (run.status === undefined) return 'completed';
  const word = (head === undefined ? undefined : textAt(head, run.status.at))?.trim().toLowerCase();
  const listed = Object.entries(run.status.words).find(([name]) => name.trim().toLowerCase() === word);
  return listed?.[1] ?? 'unknown';
};

const datasets = (map: MappedFormat, head: Tracked | undefined, mapping: SideMapping) => {
  const at = (place: string | undefined) => (head === undefined ? null : (textAt(head, place) ?? null));
  const [first, second] = [at(map.run.firstDataset), at(map.run.secondDataset)];
  const side = (dataset: string | null) => ({
    dataset: dataset === null ? null : clipped(dataset, 512),
    position: null,
    version: null,
  });
  return {
    legacy: side(onSide(mapping, 'legacy', first, second)),
    target: side(onSide(mapping, 'target', first, second)),
  };
};

const contentsOf = (rows: readonly Tracked[], map: MappedFormat, mapping: SideMapping, warnings: string[]) => {
  if (map.each === 'record') {
    const { checks, discrepancies, totals } = recordsOf(rows, map, mapping);
    return { checks, discrepancies, totals: addedUp(totals), discrepanciesSampled: false };
  }
  const read = rows.map((row) => checkOf(row, { map, mapping }));
  const contradicted = read.filter((row) => row.contradicted).length;
  if (contradicted > 0)
    warnings.push(`The counts of ${counted(contradicted, 'check')} contradict each other and are not believed.`);
  const checks = read.map(({ check }) => check);
  const whole = checks.every((check) => check.verdict === 'match' || check.verdict === 'mismatch');
  const totals = map.check.counts === undefined || !whole ? null : addedUp(checks.map((check) => check.totals));
  const discrepancies = read.flatMap((row) => row.discrepancies);
  const isPart = checks.some(({ evidence }) => evidence === 'truncated' || evidence === 'counts_only');
  return { checks, discrepancies, totals, discrepanciesSampled: totals === null ? discrepancies.length > 0 : isPart };
};

const noneMeant = refuse('run_invalid', 'No row of the document is one that the map means, so that nothing is known.', [
  { pointer: '', detail: 'There is no row that `only` takes.' },
]);

const readMapped = (map: MappedFormat, bytes: Uint8Array, options: ImportOptions): Result<ImportedRun> => {
  const sides = sidesOf(options, map.tool, map.sides.first, map.sides.second);
  if (!sides.ok) return sides;
  const found = readMappedRows(bytes, map.document);
  if (!found.ok) return found;
  const { roots, unread } = found.value;
  const rows = found.value.rows.filter((row) => map.only?.every((test) => holds(row, test) === true) ?? true);
  if (rows.length === 0) return noneMeant;
  const warnings =
    unread > 0
      ? [`Below a heading ${counted(unread, 'line')} could not be read as a row, so that the run is not complete.`]
      : [];
  const others = found.value.rows.length - rows.length;
  if (others > 0) warnings.push(`The map does not mean ${counted(others, 'row')}, which counts for nothing.`);
  const { head } = found.value;
  const contents = contentsOf(rows, map, sides.value, warnings);
  if (contents.checks.length > mostChecks) {
    const detail = `The document has ${contents.checks.length} checks; at most ${mostChecks} fit into one run.`;
    return refuse('run_invalid', detail, [{ pointer: '', detail }]);
  }
  const times = timesOf(map, head, warnings);
  for (const row of rows) for (const place of map.passOver) for (const at of allAt(row, place)) at.passOver();
  const distinct = distinctKeys();
  const run = runOf(options, {
    bytes,
    format: `mapped:${map.name}`,
    runId: (head === undefined ? null : textAt(head, map.run.id)) ?? null,
    layer: map.layer,
    status: statusOf(map, found.value),
    engine: clipped(map.tool, 200),
    ...times,
    ...datasets(map, head, sides.value),
    ...contents,
    checks: contents.checks.map((check) => ({ ...check, key: distinct(checkKey(check.key)) })),
  });
  return accept({ run, warnings, unplaced: [...new Set(roots.flatMap((root) => root.unread()))] });
};

/** The format that a map describes. */
export const mapped = (map: MappedFormat): Adapter => ({
  format: `mapped:${map.name}`,
  tool: map.tool,
  sides: [map.sides.first[0] ?? 'first', map.sides.second[0] ?? 'second'],
  read: (bytes, options) => readMapped(map, bytes, options),
});
