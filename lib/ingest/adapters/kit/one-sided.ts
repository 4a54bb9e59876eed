import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { ImportOptions } from '@/lib/ingest/adapters/adapter';

/** For tools that name no sides: whatever the two are called, it cannot be the same. */
export const sidesThatDiffer = ({ legacy, target }: Pick<ImportOptions, 'legacy' | 'target'>): Result<true> => {
  if (legacy.trim().toLowerCase() !== target.trim().toLowerCase()) return accept(true);
  const detail = 'legacy and target name the same side.';
  return refuse('invalid_parameter', detail, [{ pointer: 'target', detail }]);
};
