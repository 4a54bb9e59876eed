import type { WaitingRun } from '@/lib/contract/views/sources';
import type { LoneMeasure, WaitingLine } from '@/lib/store/read-models/waiting-events';
import { bodyOf } from './unclaimed';

const opposite = { legacy: 'target', target: 'legacy' } as const;

/** "2026-11-19T00:00:00.000Z/…" is told by its beginning; a day is one already. */
const periodText = (period: string): string => {
  const [from = period] = period.split('/');
  return from
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/:00\.000Z$/, ' UTC')
    .replace('T', ' ');
};

const waitsFor = ({ ended }: WaitingLine, lone: readonly LoneMeasure[]): string[] => {
  if (!ended) return ['It has not said that it is over.'];
  if (lone.length === 0)
    return ['It names no nominal time, so that nothing tells which run of the other side it belongs to.'];
  return lone.map(
    ({ side, dataset, period }) =>
      `${dataset} was measured for ${periodText(period)}; the ${opposite[side]} side was not.`,
  );
};

/** A lineage run that waits, and for what. */
export const waitingRun = (program: string, line: WaitingLine, measures: readonly LoneMeasure[]): WaitingRun => {
  const lone = measures.filter(({ lineageRun }) => lineageRun === line.lineageRun);
  return {
    source: line.source,
    job: line.jobName,
    run: line.lineageRun,
    events: line.events,
    lastAt: line.lastAt.toISOString(),
    waits: waitsFor(line, lone),
    ended: line.ended,
    missing: [...new Set(lone.map(({ side }) => opposite[side]))],
    body: bodyOf(program, line.newest),
  };
};
