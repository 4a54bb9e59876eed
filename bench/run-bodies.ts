import type { RunBody } from '@/lib/contract/v1/run';
import { context } from './program';

type Sent = Partial<RunBody['discrepancies'][number]>;

const cents = (index: number): string => `${100 + (index % 900)}.${String(index % 89).padStart(2, '0')}`;

/** A dozen ways to differ, as reconciliation jobs report them: rounding, zones, cut text, null for empty, lost, late. */
const kinds: ((index: number) => Sent)[] = [
  (n) => ({ kind: 'value', field: 'amount', legacy: `${cents(n)}5`, target: `${cents(n)}4` }),
  (n) => ({ kind: 'value', field: 'amount', legacy: cents(n), target: `${1 + (n % 7)}${cents(n)}` }),
  (n) => ({ kind: 'value', field: 'receivedAt', legacy: stamp(n, 9), target: stamp(n, 8) }),
  (n) => ({ kind: 'value', field: 'claimant', legacy: `Maximiliane Mustermann-${n}`, target: 'Maximiliane Must' }),
  () => ({ kind: 'value', field: 'phone', legacy: '', target: null }),
  () => ({ kind: 'value', field: 'status', legacy: 'PAID', target: 'OPEN' }),
  () => ({ kind: 'missing_in_target' }),
];

const stamp = (index: number, hour: number): string => `2026-11-19T0${hour}:${String(index % 60).padStart(2, '0')}:11Z`;

const one = (index: number) => ({
  correlationId: `CLM-${100_000 + index}`,
  ...kinds[index % kinds.length]?.(index),
  dimensions: { productLine: index % 3 ? 'motor' : 'home', geography: index % 2 ? 'eu' : 'uk' },
  observedAt: stamp(index, 7),
});

const frame = (externalId: string, discrepancies: object[], missing: number) => {
  const compared = 120_000;
  const mismatched = discrepancies.length - missing;
  return {
    source: 'bench',
    externalId,
    context,
    layer: 'outcome',
    workload: 'writes',
    window: { from: '2026-11-19T00:00:00Z', to: '2026-11-20T00:00:00Z' },
    status: 'completed',
    legacy: { dataset: 'old.payment' },
    target: { dataset: 'new.payment' },
    totals: {
      legacy: compared + missing,
      target: compared,
      compared,
      matched: compared - mismatched,
      mismatched,
      missingInTarget: missing,
      missingInLegacy: 0,
    },
    discrepancies,
  };
};

/** A run near the body's limit: `body` takes its place in the series, `discrepancies` says how many it brings. */
export const largeRun = (bytes: number) => {
  const discrepancies: object[] = [];
  for (let size = 1_000; ; ) {
    const next = one(discrepancies.length);
    size += JSON.stringify(next).length + 1;
    if (size > bytes) break;
    discrepancies.push(next);
  }
  const missing = discrepancies.filter((sent) => 'kind' in sent && sent.kind === 'missing_in_target').length;
  return {
    discrepancies: discrepancies.length,
    body: (name: string) => JSON.stringify(frame(name, discrepancies, missing)),
  };
};

/** A run that brings so many discrepancies, of every kind there is here. */
export const sampleRun = (name: string, count: number): string => {
  const discrepancies = Array.from({ length: count }, (_, index) => one(index));
  const missing = discrepancies.filter((sent) => sent.kind === 'missing_in_target').length;
  return JSON.stringify(frame(name, discrepancies, missing));
};

/** A run that announces so many discrepancies, to be sent as lines. */
export const announcingRun = (name: string, lines: number): string => {
  const missing = Math.floor(lines / kinds.length);
  const { discrepancies: _, ...run } = frame(name, [], 0);
  const compared = 2 * lines;
  const totals = {
    legacy: compared + missing,
    target: compared,
    compared,
    matched: compared - (lines - missing),
    mismatched: lines - missing,
    missingInTarget: missing,
    missingInLegacy: 0,
  };
  return JSON.stringify({ ...run, totals, discrepanciesAnnounced: lines });
};

const blockBytes = 65_536;

/** The lines of such a run, in blocks as a socket takes them. */
export function* lineBlocks(lines: number): Generator<Buffer> {
  let block = '';
  for (let index = 0; index < lines; index++) {
    block += `${JSON.stringify(one(index))}\n`;
    if (block.length < blockBytes) continue;
    yield Buffer.from(block);
    block = '';
  }
  yield Buffer.from(block);
}

/** A run without differences and with a few checks, as most are. */
export const smallRun = (name: string): string => {
  const checks = ['rows', 'amount.sum', 'claimant.distinct'].map((key) => ({
    key,
    kind: 'aggregate',
    legacy: '120000',
    target: '120000',
    reported: 'pass',
  }));
  return JSON.stringify({ ...frame(name, [], 0), checks });
};
