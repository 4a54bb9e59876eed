import { randomInt } from 'node:crypto';
import type { ItemisedAnswer } from '@/lib/contract/v1/runs';
import { mayRecordRun } from '@/lib/domain/access/may';
import { type Itemised, type SettledItems, settleItems } from '@/lib/domain/comparison/accepted';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { Chance } from '@/lib/domain/comparison/reservoir';
import { parseRuleSet, type RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { itemErrors } from '@/lib/domain/comparison/run-consistency';
import type { Totals } from '@/lib/domain/comparison/run-facts';
import { runOutcome } from '@/lib/domain/comparison/run-outcome';
import { type PatternSighting, Tally } from '@/lib/domain/comparison/tally';
import { accept, Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import { checkOutcomes, layers, runStatuses, workloads } from '@/lib/domain/words';
import { log } from '@/lib/log';
import { type Db, transactionNow } from '@/lib/store/database';
import { copyDiscrepancies, copyRow, ensureMonth, rowPrefix } from '@/lib/store/discrepancy-copy';
import { listContextPatterns } from '@/lib/store/patterns';
import { findProgram } from '@/lib/store/programs';
import { findRuleSet } from '@/lib/store/rule-sets';
import {
  countStoredItems,
  findBatchAnswer,
  insertBatch,
  letGoAt,
  lockItems,
  saveItemised,
} from '@/lib/store/run-batches';
import { findRun, type RunWithParts } from '@/lib/store/runs';
import { wordOf } from '@/lib/store/words';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { checkGuardsOf } from '@/lib/usecases/decisions/check-guards';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { countSightings, newPatternId, openPatterns } from '@/lib/usecases/evidence/follow-patterns';
import { keepRollups } from '@/lib/usecases/evidence/keep-rollups';
import { recountChecks } from '@/lib/usecases/evidence/recount-checks';
import { recountUnitemised } from '@/lib/usecases/evidence/recount-unitemised';
import { settlePatterns } from '@/lib/usecases/evidence/settle-patterns';
import { note, type ProgramTx, read, transactAfter } from '@/lib/usecases/transact';
import { SharedTurns } from '@/lib/usecases/turns';

/** Discrepancies as they come: some at once, then the next; `digest` (SHA-256, hex) of it all once there are no more. */
export type SentDiscrepancies = {
  batches: AsyncIterable<readonly Discrepancy[]>;
  digest: () => string;
  /** The context in which a body of this digest is taken: with its Idempotency-Key, where one was sent. */
  contextFor: (digest: string) => Context;
};

/** `created` is false where the same body was here already: the answer is then the first one, word for word. */
export type AddedDiscrepancies = { answer: ItemisedAnswer; created: boolean };

/** Each holds a connection as long as its sender takes, and others want some too; no program may hold them all. */
const streams = new SharedTurns(4, 3, 60_000);

/** Undoes what came once more, and carries the first answer out. */
class Known extends Error {
  constructor(readonly answer: ItemisedAnswer) {
    super('this body was here before');
    this.name = 'Known';
  }
}

type Place = {
  programId: string;
  run: RunWithParts;
  rules: RuleSetDocument | null;
  /** Ids of patterns that are on record, by fingerprint. */
  patterns: ReadonlyMap<string, string>;
};

const noRun = () => refused('not_found', 'There is no such run in this program.');
const superseded = () =>
  refused('conflict', 'A later run took the place of this one, so that nothing is added to it. Nothing was kept.');

/** Counted anew without what was let go, a run would say less than it did. */
const refuseLetGo = async (db: Db, run: RunWithParts): Promise<void> => {
  if ((await letGoAt(db, run.id)) === null) return;
  throw refused('conflict', 'Discrepancies of this run were let go with their month, so that it takes no more.');
};

const rulesOf = async (db: Db, run: RunWithParts): Promise<RuleSetDocument | null> => {
  if (run.ruleSetVersion === null) return null;
  const row = await findRuleSet(db, run.contextId, run.ruleSetVersion);
  const rules = row === null ? null : parseRuleSet(row.document);
  if (rules?.ok !== true) throw new Error(`rule set ${run.ruleSetVersion} of a run does not parse`);
  return rules.value;
};

/** Who sends, and to which run: asked before the first line is read, and once more when all have come. */
const findPlace = (context: Context, programSlug: string, runId: string): Promise<Result<Place>> =>
  read(async (db) => {
    const program = await findProgram(db, programSlug);
    if (program === null) throw refused('not_found', 'There is no such program.');
    await authorise(db, context.actor, program, mayRecordRun);
    const run = await findRun(db, program.id, runId);
    if (run === null) throw noRun();
    if (run.supersededBy !== null) throw superseded();
    await refuseLetGo(db, run);
    const known = await listContextPatterns(db, run.contextId);
    const patterns = new Map(known.map(({ fingerprint, id }) => [fingerprint, id]));
    return { programId: program.id, run, rules: await rulesOf(db, run), patterns };
  });

type Taken = {
  batch: number;
  lines: number;
  digest: string;
  receivedAt: Date;
  sightings: PatternSighting[];
  items: Itemised & { differs: boolean };
  known: ItemisedAnswer | null;
};

/** Reads, judges and writes all lines, and counts what the run has with them. Nothing of it is there before the commit. */
const take = async (
  db: Db,
  { run, rules, patterns }: Place,
  sent: SentDiscrepancies,
  chance: Chance,
): Promise<Taken> => {
  const receivedAt = await transactionNow(db);
  // By chance, and so apart from the batches of others that come at the same time.
  const batch = randomInt(1, 2 ** 31 - 1);
  const prefix = rowPrefix(run.id, batch, receivedAt);
  const about = { context: run.context.slug, layer: wordOf(layers, run.layer), window: { to: run.windowTo } };
  const tally = new Tally(about, rules, chance);
  const ids = new Map(patterns);
  let lines = 0;
  const rows = async function* () {
    for await (const discrepancies of sent.batches) {
      let text = '';
      for (const discrepancy of discrepancies) {
        const { fingerprint, outcome } = tally.add(discrepancy, lines);
        let patternId = ids.get(fingerprint);
        if (patternId === undefined) {
          patternId = newPatternId(run.contextId, fingerprint);
          ids.set(fingerprint, patternId);
        }
        text += copyRow(prefix, lines, discrepancy, { patternId, outcome });
        lines += 1;
      }
      yield text;
    }
  };
  await copyDiscrepancies(db, rows());
  if (lines === 0) throw refused('invalid_body', 'The body has no lines.');
  await lockItems(db, run.id);
  const digest = sent.digest();
  const answer = await findBatchAnswer(db, run.id, digest);
  const known = answer === null ? null : (JSON.parse(answer) as ItemisedAnswer);
  const items = await countStoredItems(db, run.id, { withCohorts: run.cohorts.length > 0 });
  return { batch, lines, digest, receivedAt, sightings: tally.sightings(), items, known };
};

const countedRun = (run: RunWithParts) => ({
  totals: run.totals as Totals | null,
  cohorts: run.cohorts.map(({ dimensions, totals }) => ({
    dimensions: dimensions as Record<string, string>,
    totals: totals as Totals,
  })),
  announced: run.announced,
  discrepanciesSampled: run.discrepanciesSampled,
  status: wordOf(runStatuses, run.status),
});

const warningsOf = (run: RunWithParts, items: Itemised, settled: SettledItems): string[] => {
  const { announced } = run;
  if (announced !== null && items.discrepancies < announced) {
    return [`${announced - items.discrepancies} of ${announced} discrepancies are still to come.`];
  }
  return settled.unitemised === 0
    ? []
    : [`${settled.unitemised} records that the run counted as different are itemised by nothing.`];
};

const settle = async (tx: ProgramTx, { run, rules }: Place, taken: Taken): Promise<ItemisedAnswer> => {
  const { items, sightings } = taken;
  const counted = countedRun(run);
  const errors = itemErrors(counted, items);
  if (errors.length > 0) {
    throw refused('run_invalid', 'With these discrepancies the run would contradict itself. Nothing was kept.', errors);
  }
  const settled = settleItems(counted, items);
  const checks = run.checks.map(({ outcome, basis }) => ({ outcome: wordOf(checkOutcomes, outcome), basis }));
  const outcome = runOutcome(counted, checks, items.differs, settled.accepted);
  const answer: ItemisedAnswer = {
    run: run.id,
    lines: taken.lines,
    discrepancyCount: items.discrepancies,
    announced: run.announced,
    outcome,
    complete: settled.itemisedExactly,
    warnings: warningsOf(run, items, settled),
  };
  const { source, externalId, baseline, windowTo } = run;
  const context = run.context.slug;
  tx.record({
    type: 'run.itemised',
    contextId: run.contextId,
    subject: { kind: 'run', id: run.id },
    data: {
      run: run.id,
      source,
      externalId,
      context,
      lines: taken.lines,
      digest: taken.digest,
      discrepancies: items.discrepancies,
      announced: run.announced,
      outcome,
    },
  });
  const place = { programId: tx.program.id, contextId: run.contextId, context };
  const workload = run.workload === null ? null : wordOf(workloads, run.workload);
  const shown = { patterns: sightings };
  const followed = { ...place, source, workload, baseline, windowTo };
  const ids = await openPatterns(tx, followed, shown);
  const { batch, lines, digest, receivedAt } = taken;
  const first = run.discrepancyCount;
  await insertBatch(tx.db, { runId: run.id, batch, first, lines, digest, answer: JSON.stringify(answer), receivedAt });
  await saveItemised(tx.db, run.id, { ...settled, discrepancies: items.discrepancies, outcome });
  // How a pattern spreads comes first: of a split one, it says what each part has.
  await keepRollups(tx.db, { id: run.id, first }, sightings, ids);
  await countSightings(tx, { id: run.id, windowTo, baseline }, shown, ids);
  await recountUnitemised(tx, run, settled.unitemised);
  await recountChecks(tx, followed, { run, rules }, settled);
  await settlePatterns(tx, place);
  await refreshDecisions(tx, run.contextId);
  return answer;
};

const attach = async (tx: ProgramTx, context: Context, place: Place, taken: Taken): Promise<AddedDiscrepancies> => {
  await authorise(tx.db, context.actor, tx.program, mayRecordRun);
  if (taken.known !== null) throw new Known(taken.known);
  // As it is by now: others may have itemised it, or taken its place, while this came.
  const run = await findRun(tx.db, tx.program.id, place.run.id);
  if (run === null) throw noRun();
  if (run.supersededBy !== null) throw superseded();
  await refuseLetGo(tx.db, run);
  return { answer: await settle(tx, { ...place, run }, taken), created: true };
};

/** What guards make of it is looked at beside it: a shift that they take back must not wait for a million rows. */
const lookAtGuards = async (programSlug: string, contextId: string): Promise<void> => {
  const checked = await checkGuardsOf(programSlug, contextId);
  if (!checked.ok) log.warn({ program: programSlug, code: checked.refusal.code }, 'the guards could not be looked at');
};

const stream = async (place: Place, sent: SentDiscrepancies, chance: Chance): Promise<Result<AddedDiscrepancies>> => {
  const month = await note(async (db) => accept(await ensureMonth(db, await transactionNow(db))));
  if (!month.ok) return month;
  try {
    return await transactAfter(
      place.programId,
      async (db) => {
        const taken = await take(db, place, sent, chance);
        const context = sent.contextFor(taken.digest);
        return { context, prepared: { context, taken } };
      },
      async (tx, { context, taken }) => accept(await attach(tx, context, place, taken)),
    );
  } catch (error) {
    if (error instanceof Known) return accept({ answer: error.answer, created: false });
    throw error;
  }
};

/**
 * Adds discrepancies to a run: all that were sent, or none. The same body counts once; `chance` picks examples.
 */
export const addDiscrepancies = async (
  context: Context,
  programSlug: string,
  runId: string,
  sent: SentDiscrepancies,
  chance: Chance = Math.random,
): Promise<Result<AddedDiscrepancies>> => {
  const place = await findPlace(context, programSlug, runId);
  if (!place.ok) return place;
  try {
    const added = await streams.take(place.value.programId, () => stream(place.value, sent, chance));
    if (added.ok && added.value.created) await lookAtGuards(programSlug, place.value.run.contextId);
    return added;
  } catch (error) {
    if (error instanceof Refused) return { ok: false, refusal: error.refusal };
    throw error;
  }
};
