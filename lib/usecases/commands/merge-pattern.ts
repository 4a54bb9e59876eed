import type { PatternDetail, PatternMerge, PatternParting } from '@/lib/contract/v1/patterns';
import { mayTriagePattern } from '@/lib/domain/access/may';
import { accept, type Result, refused } from '@/lib/domain/kernel/refusal';
import { checkMerge, checkUnmerge } from '@/lib/domain/pattern/kinship';
import { findContextById } from '@/lib/store/contexts';
import { listMembers, saveHead, touchPattern } from '@/lib/store/pattern-kin';
import { findPattern, type PatternRow } from '@/lib/store/patterns';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { kinOf, patternAt, unless } from '@/lib/usecases/patterns/load-patterns';
import { describePattern } from '@/lib/usecases/queries/parts/describe-pattern';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

// Merging changes what people see in one place, and nothing that a gate reads: a gate counts every pattern that is merged by
// itself. So no decision begins a revision here.

const described = async (tx: ProgramTx, id: string, slug: string): Promise<PatternDetail> => {
  const row = await findPattern(tx.db, tx.program.id, id);
  if (row === null) throw new Error(`pattern ${id} is gone`);
  return describePattern(tx.db, row, slug, tx.at);
};

const subject = ({ id }: PatternRow) => ({ kind: 'pattern', id }) as const;

/** Merges a pattern into another of its context, and answers with that one. */
export const mergePattern = (
  context: Context,
  programSlug: string,
  patternId: string,
  { revision, into }: PatternMerge,
): Promise<Result<PatternDetail>> =>
  transact<PatternDetail>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayTriagePattern);
    const pattern = await patternAt(tx, patternId, revision);
    const head = await findPattern(tx.db, tx.program.id, into);
    if (head === null) throw refused('not_found', 'There is no such pattern to merge into in this program.');
    unless(checkMerge(await kinOf(tx, pattern), await kinOf(tx, head)));
    const members = await listMembers(tx.db, pattern.id);
    await saveHead(tx.db, [pattern.id, ...members.map(({ id }) => id)], head.id);
    await touchPattern(tx.db, head.id);
    const about = await findContextById(tx.db, pattern.contextId);
    const data = {
      pattern: pattern.id,
      context: about.slug,
      number: pattern.number,
      into: { id: head.id, number: head.number },
      moved: members.map(({ number }) => number),
    };
    tx.record({ type: 'pattern.merged', contextId: about.id, subject: subject(pattern), data });
    return accept(await described(tx, head.id, about.slug));
  });

/** Takes a pattern out of the one that it is merged into; it stands by itself as the evidence says. */
export const unmergePattern = (
  context: Context,
  programSlug: string,
  patternId: string,
  { revision }: PatternParting,
): Promise<Result<PatternDetail>> =>
  transact<PatternDetail>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayTriagePattern);
    const pattern = await patternAt(tx, patternId, revision);
    unless(checkUnmerge(await kinOf(tx, pattern)));
    const head = await findPattern(tx.db, tx.program.id, pattern.mergedInto ?? '');
    if (head === null) throw new Error(`the head of pattern ${pattern.id} is gone`);
    await saveHead(tx.db, [pattern.id], null);
    await touchPattern(tx.db, head.id);
    const about = await findContextById(tx.db, pattern.contextId);
    const data = {
      pattern: pattern.id,
      context: about.slug,
      number: pattern.number,
      from: { id: head.id, number: head.number },
    };
    tx.record({ type: 'pattern.unmerged', contextId: about.id, subject: subject(pattern), data });
    return accept(await described(tx, pattern.id, about.slug));
  });
