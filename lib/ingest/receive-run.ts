import type { RunBody } from '@/lib/contract/v1/run';
import type { ImportQuery, RunAnswer } from '@/lib/contract/v1/runs';
import { documentDigest, sha256Hex } from '@/lib/domain/kernel/digest';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import { recordRun } from '@/lib/usecases/commands/record-run';
import type { Context } from '@/lib/usecases/context';
import { readDvt } from './adapters/dvt';
import { runFromNeutral } from './neutral';

/** What was sent, byte for byte. */
export type Sent = { mediaType: string; bytes: Uint8Array };

export type Kept = { created: boolean; run: RunAnswer };

const kept = (result: Result<{ answer: RunAnswer; created: boolean }>): Result<Kept> =>
  result.ok ? accept({ created: result.value.created, run: result.value.answer }) : result;

/** A run in the neutral form; two bodies are the same when their canonical JSON is. */
export const receiveRun = async (
  context: Context,
  program: string,
  body: RunBody,
  sent: Sent,
): Promise<Result<Kept>> => {
  const document: unknown = JSON.parse(new TextDecoder().decode(sent.bytes));
  const digest = documentDigest(document);
  return kept(
    await recordRun(context, program, {
      facts: runFromNeutral(body),
      format: 'neutral',
      body: sent,
      digest,
      warnings: [],
    }),
  );
};

/** A run in another tool's format; two bodies are the same when their bytes are. */
export const importRun = async (
  context: Context,
  program: string,
  query: ImportQuery,
  sent: Sent,
): Promise<Result<Kept>> => {
  const read = readDvt(sent.bytes, query);
  if (!read.ok) return read;
  const { run: facts, warnings } = read.value;
  return kept(
    await recordRun(context, program, {
      facts,
      format: query.format,
      body: sent,
      digest: sha256Hex(sent.bytes),
      warnings,
    }),
  );
};
