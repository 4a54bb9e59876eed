import type { StreamView } from '@/lib/contract/views/run';
import { listed } from '@/lib/domain/kernel/in-words';
import { checkOutcomes } from '@/lib/domain/words';
import type { ContextRow } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { listLastRuns } from '@/lib/store/read-models/run-streams';
import { wordOf } from '@/lib/store/words';
import { toExpected } from '@/lib/usecases/evidence/evaluate-move';
import { contextRefOf } from '@/lib/usecases/queries/parts/refs';
import { counted, dayMs, integerText, momentText } from '@/lib/usecases/queries/parts/say';

/** A source that was silent for longer is one that never ran. */
const reachDays = 120;

const order: Record<StreamView['standing'], number> = { missing: 0, late: 1, in_time: 2 };

const byUrgency = (a: StreamView, b: StreamView): number =>
  order[a.standing] - order[b.standing] || Date.parse(a.next?.due ?? '') - Date.parse(b.next?.due ?? '') || 0;

/** Every source that expected checks name, when its next run is expected, and whether it is missing. */
export const streamsOf = async (db: Db, contexts: readonly ContextRow[], now: Date): Promise<StreamView[]> => {
  const expected = contexts.flatMap((context) =>
    toExpected(context.expectedChecks).map((check) => ({ ...check, context })),
  );
  const last = await listLastRuns(
    db,
    expected.map(({ context, source, layer, workload }) => ({ contextId: context.id, source, layer, workload })),
    new Date(now.getTime() - reachDays * dayMs),
  );
  return expected
    .map(({ context, source, layer, workload, cadence, grace }, index): StreamView => {
      const told = { context: contextRefOf(context), source, layer, workload };
      const found = last[index] ?? null;
      if (found === null) return { ...told, last: null, next: null, standing: 'missing' };
      const next = found.windowTo.getTime() + cadence;
      const due = next + grace;
      return {
        ...told,
        last: {
          run: found.number,
          outcome: wordOf(checkOutcomes, found.outcome),
          windowTo: found.windowTo.toISOString(),
        },
        next: { at: new Date(next).toISOString(), due: new Date(due).toISOString() },
        standing: now.getTime() >= due ? 'missing' : now.getTime() >= next ? 'late' : 'in_time',
      };
    })
    .sort(byUrgency);
};

/** "2 of 14 expected sources are missing, 1 is late; the next run is expected by 24 Nov 06:00 UTC." */
export const streamsText = (streams: readonly StreamView[], now: Date): string | null => {
  if (streams.length === 0) return null;
  const [absent, late] = (['missing', 'late'] as const).map(
    (word) => streams.filter(({ standing }) => standing === word).length,
  );
  const parts = [
    ...(absent ? [`${integerText(absent)} ${absent === 1 ? 'is' : 'are'} missing`] : []),
    ...(late ? [`${integerText(late)} ${late === 1 ? 'is' : 'are'} late but within the grace`] : []),
  ];
  const ahead = streams.flatMap(({ next, standing }) => (next === null || standing === 'missing' ? [] : [next.due]));
  const first = ahead.sort().at(0);
  const next = first === undefined ? '' : ` The next run is due by ${momentText(new Date(first), now)}.`;
  const of = counted(streams.length, 'expected source');
  return parts.length === 0 ? `All ${of} came in time.${next}` : `Of ${of}, ${listed(parts)}.${next}`;
};
