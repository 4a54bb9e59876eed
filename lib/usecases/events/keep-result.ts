import type { RunAnswer } from '@/lib/contract/v1/runs';
import { unplacedWarnings } from '@/lib/domain/comparison/unplaced';
import type { LineageRun } from '@/lib/domain/events/lineage-facts';
import { documentDigest, sha256Hex } from '@/lib/domain/kernel/digest';
import { Refused } from '@/lib/domain/kernel/refusal';
import { answerOfRun, findResult, saveResult } from '@/lib/store/lineage';
import { recordWithin, type Submission } from '@/lib/usecases/commands/record-run';
import type { ProgramTx } from '@/lib/usecases/transact';

/** The events that a run is made of, and what of them was understood only in part. */
export type Told = { bytes: Uint8Array; warnings: readonly string[]; unplaced: readonly string[] };

/** When its run began and ended is told more than once, and changes nothing of what it says. */
const digestOf = ({ startedAt: _began, finishedAt: _ended, ...said }: LineageRun): string =>
  documentDigest(JSON.parse(JSON.stringify(said)));

const submit = async (tx: ProgramTx, submission: Submission, earlier: string | null): Promise<RunAnswer> => {
  const { facts, warnings } = submission;
  try {
    return (await recordWithin(tx, { ...submission, facts: { ...facts, supersedes: earlier } })).answer;
  } catch (error) {
    if (earlier === null || !(error instanceof Refused) || error.refusal.code !== 'supersedes_refused') throw error;
    // What was known stays evidence beside it: nothing is taken away by a run that shows less.
    const said = `It stands beside "${earlier}" and not in its place: ${error.refusal.detail}`;
    return (await recordWithin(tx, { ...submission, warnings: [...warnings, said] })).answer;
  }
};

/**
 * Records what lineage events come to under a name. Told again, it is the run that is there; told otherwise, it is a run
 * of its own that supersedes the one before.
 */
export const keepResult = async (tx: ProgramTx, run: LineageRun, told: Told): Promise<RunAnswer> => {
  const name = { programId: tx.program.id, source: run.source, externalId: run.externalId };
  const factsDigest = digestOf(run);
  const known = await findResult(tx.db, name);
  if (known?.factsDigest === factsDigest) return JSON.parse(await answerOfRun(tx.db, known.runId)) as RunAnswer;
  const revision = (known?.revision ?? 0) + 1;
  const called = (number: number) => (number === 1 ? run.externalId : `${run.externalId}#${number}`);
  const submission: Submission = {
    facts: { ...run, externalId: called(revision) },
    windowByToolsClock: true,
    format: 'openlineage',
    body: { bytes: told.bytes, mediaType: 'application/json' },
    digest: sha256Hex(told.bytes),
    warnings: [...told.warnings, ...unplacedWarnings(told.unplaced)],
  };
  const answer = await submit(tx, submission, known === null ? null : called(revision - 1));
  await saveResult(tx.db, name, { revision, factsDigest, runId: answer.id });
  return answer;
};
