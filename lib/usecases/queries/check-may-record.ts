import { mayRecordRun } from '@/lib/domain/access/may';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { Context } from '@/lib/usecases/context';
import { inProgram } from './parts/viewing';

/** Whether who asks may send results to a program: asked before a large body is read, and once more when it is kept. */
export const checkMayRecord = (context: Context, programSlug: string): Promise<Result<null>> =>
  inProgram(context, programSlug, async () => null, mayRecordRun);
