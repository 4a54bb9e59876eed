import { v7 as uuid } from 'uuid';
import type { PatternDetail, PatternParting, PatternSplit } from '@/lib/contract/v1/patterns';
import { mayTriagePattern } from '@/lib/domain/access/may';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { joined, worstOf } from '@/lib/domain/pattern/joined';
import { checkJoin, checkSplit, mostParts } from '@/lib/domain/pattern/kinship';
import { partFingerprint, partSentence } from '@/lib/domain/pattern/parts';
import { findContextById } from '@/lib/store/contexts';
import {
  foldParts,
  insertPart,
  listEveryPart,
  listPartsOf,
  listValuesOf,
  saveSplit,
  unfoldPart,
} from '@/lib/store/pattern-kin';
import { rebuildStandings } from '@/lib/store/pattern-standings';
import { findPattern, findPatternsById, type PatternRow, triagedOf } from '@/lib/store/patterns';
import { takeNumber } from '@/lib/store/programs';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { settlePatterns } from '@/lib/usecases/evidence/settle-patterns';
import { kinOf, patternAt, unless } from '@/lib/usecases/patterns/load-patterns';
import { describePattern } from '@/lib/usecases/queries/parts/describe-pattern';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

// Splitting never makes a gate greener: the parts together have all that the whole has, the remainder with them, so that an
// open whole has an open part, as severe and no more triaged. Joining gives back what the evidence itself says is one
// pattern, at the worst that it or a part ever was.

type Inherited = 'category' | 'severity' | 'highestSeverity' | 'triaged' | 'ownerId' | 'note' | 'compared';

/** What people and rules said of the whole holds of its parts. */
const inherited = (whole: PatternRow): Pick<PatternRow, Inherited> => ({
  category: whole.category,
  severity: whole.severity,
  highestSeverity: whole.highestSeverity,
  triaged: whole.triaged,
  ownerId: whole.ownerId,
  note: whole.note,
  compared: whole.compared,
});

/** A part that stood before has been judged before: what it was at its worst it stays. */
const again = (whole: PatternRow, part: PatternRow) => {
  const judged = [whole, part].filter(({ triaged }) => triaged).map((row) => triagedOf(row).highestSeverity);
  if (judged.length === 0) return inherited(whole);
  return { ...inherited(whole), triaged: true, highestSeverity: worstOf(judged) };
};

const standPart = async (
  tx: ProgramTx,
  whole: PatternRow,
  known: readonly PatternRow[],
  dimension: string,
  value: string | null,
): Promise<{ id: string; number: number; value: string | null }> => {
  const fingerprint = partFingerprint(whole.fingerprint, dimension, value);
  const before = known.find((part) => part.fingerprint === fingerprint);
  if (before !== undefined) {
    await unfoldPart(tx.db, before.id, again(whole, before));
    return { id: before.id, number: before.number, value };
  }
  const id = uuid();
  const number = await takeNumber(tx.db, tx.program.id, 'patternCount');
  await insertPart(tx.db, {
    ...inherited(whole),
    id,
    number,
    fingerprint,
    programId: whole.programId,
    contextId: whole.contextId,
    layer: whole.layer,
    kind: whole.kind,
    field: whole.field,
    sentence: partSentence(whole.sentence, dimension, value),
    state: 'gone',
    itemised: whole.itemised,
    baseline: whole.baseline,
    source: whole.source,
    workload: whole.workload,
    firstSeenAt: whole.firstSeenAt,
    lastSeenAt: whole.lastSeenAt,
    total: 0,
    partOf: whole.id,
    partDimension: dimension,
    partValue: value,
  });
  return { id, number, value };
};

const settled = async (tx: ProgramTx, whole: PatternRow): Promise<Result<PatternDetail>> => {
  const about = await findContextById(tx.db, whole.contextId);
  await settlePatterns(tx, { contextId: about.id, context: about.slug });
  await refreshDecisions(tx, about.id);
  const after = (await findPattern(tx.db, tx.program.id, whole.id)) ?? whole;
  return accept(await describePattern(tx.db, after, about.slug, tx.at));
};

/** Splits a pattern by a dimension: a part for each value it was seen with, or for one, and one for all the rest. */
export const splitPattern = (
  context: Context,
  programSlug: string,
  patternId: string,
  { revision, dimension, value }: PatternSplit,
): Promise<Result<PatternDetail>> =>
  transact<PatternDetail>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayTriagePattern);
    const whole = await patternAt(tx, patternId, revision);
    const seen = await listValuesOf(tx.db, whole.id, dimension, value === undefined ? mostParts + 1 : 10_000);
    const values = value === undefined ? seen : seen.filter((each) => each === value);
    unless(checkSplit(await kinOf(tx, whole), dimension, values));
    await saveSplit(tx.db, whole.id, { splitBy: dimension, state: 'split' });
    const known = await listEveryPart(tx.db, whole.id);
    const parts: Awaited<ReturnType<typeof standPart>>[] = [];
    for (const each of [...values, null]) parts.push(await standPart(tx, whole, known, dimension, each));
    await rebuildStandings(
      tx.db,
      parts.map(({ id }) => id),
    );
    const { slug } = await findContextById(tx.db, whole.contextId);
    tx.record({
      type: 'pattern.split',
      contextId: whole.contextId,
      subject: { kind: 'pattern', id: whole.id },
      data: { pattern: whole.id, context: slug, number: whole.number, dimension, parts },
    });
    return settled(tx, whole);
  });

/** Joins the parts of a split pattern again. They keep their history, and stand again where it is split the same way. */
export const joinPattern = (
  context: Context,
  programSlug: string,
  patternId: string,
  { revision }: PatternParting,
): Promise<Result<PatternDetail>> =>
  transact<PatternDetail>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayTriagePattern);
    const whole = await patternAt(tx, patternId, revision);
    const parts = await listPartsOf(tx.db, [whole.id]);
    const ids = parts.map(({ id }) => id);
    const rows = await findPatternsById(tx.db, tx.program.id, ids);
    const kin = [];
    for (const row of rows) kin.push(await kinOf(tx, row));
    unless(checkJoin(await kinOf(tx, whole), kin));
    const seen = rows.map((row) => ({ ...triagedOf(row), seen: row.total > 0n }));
    const { category, severity, highestSeverity, triaged } = joined(triagedOf(whole), seen);
    const judged = { category, severity, highestSeverity, triaged };
    await saveSplit(tx.db, whole.id, { splitBy: null, state: 'gone', ...judged });
    await foldParts(tx.db, ids);
    await rebuildStandings(tx.db, ids);
    const { slug } = await findContextById(tx.db, whole.contextId);
    tx.record({
      type: 'pattern.joined',
      contextId: whole.contextId,
      subject: { kind: 'pattern', id: whole.id },
      data: {
        pattern: whole.id,
        context: slug,
        number: whole.number,
        dimension: whole.splitBy ?? '',
        parts: parts.map(({ id, number, value }) => ({ id, number, value })),
      },
    });
    return settled(tx, whole);
  });
