import type { LineageMetric } from '@/lib/domain/events/lineage';
import type { Measure } from '@/lib/domain/events/lineage-facts';
import type { Side } from '@/lib/domain/words';
import type { Db } from './database';
import { json } from './json-column';

// Measurements that wait for the other side, and the newest run that was made under each name.

type OfSource = { programId: string; source: string };

type Row = Awaited<ReturnType<Db['lineageMeasure']['findMany']>>[number];

export type KeptMeasure = Measure & { lineageRun: string };

const toMeasure = (row: Row): KeptMeasure => ({
  side: row.side as Side,
  key: row.pairKey,
  period: row.period,
  dataset: row.dataset,
  endedAt: row.endedAt,
  window: row.windowFrom === null || row.windowTo === null ? null : { from: row.windowFrom, to: row.windowTo },
  metrics: row.metrics as LineageMetric[],
  lineageRun: row.lineageRun,
});

/** What one lineage run measured becomes exactly this. */
export const replaceMeasures = async (
  db: Db,
  { programId, source }: OfSource,
  lineageRun: string,
  measures: readonly Measure[],
  at: Date,
): Promise<void> => {
  await db.lineageMeasure.deleteMany({ where: { programId, source, lineageRun } });
  await db.lineageMeasure.createMany({
    data: measures.map(({ key, window, metrics, ...measure }) => ({
      ...measure,
      programId,
      source,
      lineageRun,
      pairKey: key,
      windowFrom: window?.from ?? null,
      windowTo: window?.to ?? null,
      metrics: json(metrics),
      receivedAt: at,
    })),
  });
};

/** What was measured of one side, newest end first: the first one counts. */
export const newestMeasure = async (
  db: Db,
  { programId, source }: OfSource,
  { period, key, side }: { period: string; key: string; side: Side },
): Promise<KeptMeasure | null> => {
  const row = await db.lineageMeasure.findFirst({
    where: { programId, source, period, pairKey: key, side },
    orderBy: [{ endedAt: 'desc' }, { lineageRun: 'desc' }],
  });
  return row === null ? null : toMeasure(row);
};

export const listMeasures = async (
  db: Db,
  { programId, source }: OfSource,
  lineageRun: string,
): Promise<KeptMeasure[]> =>
  (await db.lineageMeasure.findMany({ where: { programId, source, lineageRun } })).map(toMeasure);

type Named = OfSource & { externalId: string };

export const findResult = (db: Db, name: Named) =>
  db.lineageResult.findUnique({ where: { programId_source_externalId: name } });

export const saveResult = async (
  db: Db,
  name: Named,
  made: { revision: number; factsDigest: string; runId: string },
): Promise<void> => {
  await db.lineageResult.upsert({
    where: { programId_source_externalId: name },
    create: { ...name, ...made },
    update: made,
  });
};

/** The first answer that a run got. */
export const answerOfRun = async (db: Db, id: string): Promise<string> =>
  (await db.run.findUniqueOrThrow({ where: { id }, select: { answer: true } })).answer;
