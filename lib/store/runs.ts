import { validate as isId } from 'uuid';
import type { RunJudgement } from '@/lib/domain/comparison/judge-run';
import type { RunFacts } from '@/lib/domain/comparison/run-facts';
import type { Prisma } from '@/prisma/generated/client';
import { connectionOf, type Db } from './database';
import { copyDiscrepancies, copyRow, ensureMonth, rowPrefix, sentOf } from './discrepancy-copy';
import { json } from './json-column';
import { insertBatch } from './run-batches';

const jsonOrNull = (value: unknown) => (value === null ? {} : { value: json(value) }).value;

export const findRunByIdentity = (db: Db, programId: string, source: string, externalId: string) =>
  db.run.findUnique({
    where: { programId_source_externalId: { programId, source, externalId } },
    include: { cohorts: { select: { dimensions: true } }, checks: { select: { key: true } } },
  });

export type NewRun = {
  id: string;
  number: number;
  programId: string;
  contextId: string;
  facts: RunFacts;
  judgement: RunJudgement;
  format: string;
  digest: string;
  body: { bytes: Uint8Array; mediaType: string };
  warnings: string[];
  ruleSetVersion: number | null;
  complete: boolean;
  supersedesId: string | null;
  /** The first answer, word for word. */
  answer: string;
  receivedAt: Date;
  /** Pattern ids by fingerprint. */
  patterns: ReadonlyMap<string, string>;
};

/** A run with everything it brought, as it was sent and as it was judged. */
export const insertRun = async (db: Db, run: NewRun): Promise<void> => {
  const { facts, judgement } = run;
  await db.run.create({
    data: {
      id: run.id,
      programId: run.programId,
      contextId: run.contextId,
      number: run.number,
      source: facts.source,
      externalId: facts.externalId,
      format: run.format,
      digest: run.digest,
      layer: facts.layer,
      workload: facts.workload,
      engine: facts.engine,
      baseline: facts.baseline,
      windowFrom: facts.window.from,
      windowTo: facts.window.to,
      period: facts.period,
      startedAt: facts.startedAt,
      finishedAt: facts.finishedAt,
      receivedAt: run.receivedAt,
      status: facts.status,
      outcome: judgement.outcome,
      totals: jsonOrNull(facts.totals),
      accepted: judgement.accepted,
      legacy: json(facts.legacy),
      target: json(facts.target),
      coverage: [...facts.coverage],
      warnings: run.warnings,
      artifact: jsonOrNull(facts.artifact),
      discrepanciesSampled: facts.discrepanciesSampled,
      discrepancyCount: facts.discrepancies.length,
      announced: facts.announced ?? null,
      itemisedExactly: judgement.itemisedExactly,
      complete: run.complete,
      unitemised: judgement.unitemised,
      ruleSetVersion: run.ruleSetVersion,
      supersedes: run.supersedesId,
      answer: run.answer,
    },
  });
  await insertBody(db, run);
  await insertParts(db, run);
  await insertDiscrepancies(db, run);
};

/** Past Prisma, which writes bytes as text: of sixty megabytes that takes seconds, in which nobody else is answered. */
const insertBody = async (db: Db, { id, body }: NewRun): Promise<void> => {
  const connection = await connectionOf(db);
  const bytes = Buffer.from(body.bytes.buffer, body.bytes.byteOffset, body.bytes.byteLength);
  await connection.query('INSERT INTO run_body (run_id, media_type, bytes) VALUES ($1, $2, $3)', [
    id,
    body.mediaType,
    bytes,
  ]);
};

const insertParts = async (db: Db, { id, facts, judgement }: NewRun): Promise<void> => {
  await db.runCohort.createMany({
    data: facts.cohorts.map((cohort, position) => ({
      runId: id,
      position,
      dimensions: json(cohort.dimensions),
      totals: json(cohort.totals),
      accepted: judgement.cohortsAccepted[position] ?? 0,
    })),
  });
  await db.runCheck.createMany({
    data: facts.checks.map((check, position) => {
      const judged = judgement.checks[position];
      return {
        runId: id,
        position,
        key: check.key,
        kind: check.kind,
        layer: check.layer ?? facts.layer,
        metric: check.metric,
        field: check.field,
        legacy: check.legacy ?? null,
        target: check.target ?? null,
        sent: sentOf(check),
        reported: check.reported,
        outcome: judged?.outcome ?? 'unknown',
        basis: judged?.basis ?? 'reported',
        signedOff: judged?.signedOff ?? false,
        totals: jsonOrNull(check.totals),
        tolerance: jsonOrNull(check.tolerance),
        finding: judged?.disagreement ?? null,
        query: check.query ?? null,
        engine: check.engine ?? null,
        bins: jsonOrNull(check.bins ?? null),
        evidence: check.evidence ?? null,
        error: check.error ?? null,
      };
    }),
  });
};

/** So many rows go into one text: enough to be quick, and little enough to be nothing. */
const rowsAtOnce = 1_000;

const rowTexts = function* ({ id, facts, judgement, patterns, receivedAt }: NewRun): Generator<string> {
  const prefix = rowPrefix(id, 0, receivedAt);
  let rows = '';
  for (const [position, discrepancy] of facts.discrepancies.entries()) {
    const judged = judgement.discrepancies[position];
    const patternId = judged === undefined ? undefined : patterns.get(judged.fingerprint);
    if (judged === undefined || patternId === undefined) throw new Error('a discrepancy is of no pattern');
    rows += copyRow(prefix, position, discrepancy, { patternId, outcome: judged.outcome });
    if (position % rowsAtOnce === rowsAtOnce - 1) {
      yield rows;
      rows = '';
    }
  }
  yield rows;
};

const insertDiscrepancies = async (db: Db, run: NewRun): Promise<void> => {
  const { id, digest, facts, receivedAt } = run;
  const lines = facts.discrepancies.length;
  if (lines === 0) return;
  await ensureMonth(db, receivedAt);
  await copyDiscrepancies(db, rowTexts(run));
  await insertBatch(db, { runId: id, batch: 0, first: 0, lines, digest, answer: null, receivedAt });
};

/** The superseded run stays; it counts in no evaluation from now on. */
export const markSuperseded = async (db: Db, id: string, by: string): Promise<void> => {
  await db.run.update({ where: { id }, data: { supersededBy: by } });
};

const inContext = { context: { select: { slug: true, name: true } } } satisfies Prisma.RunInclude;
const withParts = {
  ...inContext,
  checks: { orderBy: { position: 'asc' } },
  cohorts: { orderBy: { position: 'asc' } },
} satisfies Prisma.RunInclude;

export type RunRow = Prisma.RunGetPayload<{ include: typeof inContext }>;
export type RunWithParts = Prisma.RunGetPayload<{ include: typeof withParts }>;

export type RunFilter = {
  where: {
    source?: string | undefined;
    layer?: string | undefined;
    workload?: string | undefined;
    contextId?: string | undefined;
  };
  below?: number | undefined;
  limit: number;
};

/** Runs of a program, the newest numbers first. */
export const listRuns = (db: Db, programId: string, { where, below, limit }: RunFilter): Promise<RunRow[]> =>
  db.run.findMany({
    where: {
      programId,
      ...(where.source === undefined ? {} : { source: where.source }),
      ...(where.layer === undefined ? {} : { layer: where.layer }),
      ...(where.workload === undefined ? {} : { workload: where.workload }),
      ...(where.contextId === undefined ? {} : { contextId: where.contextId }),
      ...(below === undefined ? {} : { number: { lt: below } }),
    },
    include: inContext,
    orderBy: { number: 'desc' },
    take: limit,
  });

/** By id or number, within one program. */
export const findRun = async (db: Db, programId: string, idOrNumber: string): Promise<RunWithParts | null> => {
  if (/^\d{1,9}$/.test(idOrNumber)) {
    return db.run.findFirst({ where: { programId, number: Number(idOrNumber) }, include: withParts });
  }
  return isId(idOrNumber) ? db.run.findFirst({ where: { programId, id: idOrNumber }, include: withParts }) : null;
};

export const findRunBody = (db: Db, runId: string) =>
  db.runBody.findUnique({ where: { runId }, select: { mediaType: true, bytes: true } });

/** Runs by id with what was sent. */
export const listRunsAsSent = (db: Db, ids: readonly string[]) =>
  db.run.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, source: true, externalId: true, digest: true, format: true, body: true },
    orderBy: { number: 'asc' },
  });
