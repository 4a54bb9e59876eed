import type { SentOutcome } from '@/lib/contract/v1/outcomes';
import type { Outcome } from '@/lib/domain/pairing/outcome';
import { lineText, type ReferenceRun } from '@/lib/domain/pairing/testing/reference';
import type { Side } from '@/lib/domain/words';
import { inSnapshot } from '@/lib/store/database';
import { pairOutcomes } from '@/lib/usecases/commands/pair-outcomes';
import { recordOutcomes } from '@/lib/usecases/commands/record-outcomes';
import type { Context } from '@/lib/usecases/context';
import { listOutcomes } from '@/lib/usecases/queries/list-outcomes';
import { accepted, type House } from './house';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** After a period of an hour and a matching window of fifteen minutes, which hold where no rules say others. */
export const closedMs = hourMs + 15 * 60_000;

/** Outcomes in a house whose clock is set by hand: instants are milliseconds after an hour that lies ahead. */
export const outcomesIn = (house: House, aheadMs = 26 * hourMs) => {
  const zero = Math.ceil((Date.now() + aheadMs) / hourMs) * hourMs;
  const at = (ms: number): Date => new Date(zero + ms);
  const engineer = (ms: number): Context => ({ ...house.as.engineer, simulatedAt: at(ms) });
  const told = (
    source: string,
    side: Side,
    correlationId: string,
    ms: number,
    more: Partial<SentOutcome> = {},
  ): SentOutcome => ({
    context: 'payments',
    source,
    side,
    correlationId,
    observedAt: at(ms).toISOString(),
    fields: { amount: '1.00' },
    dimensions: {},
    ...more,
  });
  /** The same event as both sides tell it, a second apart. */
  const both = (source: string, id: string, ms: number, [legacy = '1.00', target = '1.00']: string[] = []) => [
    told(source, 'legacy', id, ms, { fields: { amount: legacy } }),
    told(source, 'target', id, ms + 1_000, { fields: { amount: target } }),
  ];
  const send = (ms: number, sent: readonly SentOutcome[], context: Context = engineer(ms)) =>
    recordOutcomes(context, house.program, sent);
  const pair = (ms: number) => accepted(pairOutcomes({ simulatedAt: at(ms), program: house.program }));
  const waiting = async (source: string) =>
    (await accepted(listOutcomes(house.as.viewer, house.program, { source }))).items;
  const runsOf = (source: string) =>
    inSnapshot((db) => db.run.findMany({ where: { source }, include: { cohorts: true }, orderBy: { number: 'asc' } }));
  const discrepanciesOf = (runId: string) =>
    inSnapshot((db) => db.discrepancy.findMany({ where: { runId }, orderBy: { position: 'asc' } }));
  /** What counts in the end, as the slow reference tells it. */
  const finalRuns = async (source: string): Promise<ReferenceRun[]> => {
    const runs = (await runsOf(source)).filter((run) => run.supersededBy === null);
    runs.sort((a, b) => a.windowFrom.getTime() - b.windowFrom.getTime());
    const shown: ReferenceRun[] = [];
    for (const run of runs) {
      const rows = await discrepanciesOf(run.id);
      const lines = rows.map(({ correlationId: id, kind, field, legacy, target, sent }) =>
        lineText({
          id: id ?? '',
          kind,
          field,
          ...(['both', 'legacy'].includes(sent) ? { legacy } : {}),
          ...(['both', 'target'].includes(sent) ? { target } : {}),
        }),
      );
      shown.push({
        from: run.windowFrom.toISOString(),
        to: run.windowTo.toISOString(),
        totals: run.totals as ReferenceRun['totals'],
        lines: lines.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)),
      });
    }
    return shown;
  };
  const sentAs = (source: string, { side, correlationId, observedAt, fields, dimensions }: Outcome): SentOutcome => ({
    context: 'payments',
    source,
    side,
    correlationId,
    observedAt: observedAt.toISOString(),
    fields: { ...fields },
    dimensions: { ...dimensions },
  });
  return { at, engineer, told, both, send, pair, waiting, runsOf, discrepanciesOf, finalRuns, sentAs };
};

/** Time never goes back in a ledger: each part of a test takes days of its own, later than those before. */
export const laterDaysIn = (house: House) => {
  let aheadMs = 26 * hourMs;
  return (days: number): ReturnType<typeof outcomesIn> => {
    const acts = outcomesIn(house, aheadMs);
    aheadMs += days * dayMs;
    return acts;
  };
};
