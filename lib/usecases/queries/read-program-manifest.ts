import type { Result } from '@/lib/domain/kernel/refusal';
import type { Context } from '@/lib/usecases/context';
import { inProgram } from './parts/viewing';

/** The manifest that was applied last, its defaults written out. */
export const readProgramManifest = (context: Context, programSlug: string): Promise<Result<Record<string, unknown>>> =>
  inProgram(context, programSlug, async ({ program }) => program.manifest as Record<string, unknown>);
