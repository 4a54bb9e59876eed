import { sourcesSchema } from '@/lib/contract/manifest-sources';
import type { Source } from '@/lib/domain/events/source';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type { ProgramRow } from '@/lib/store/programs';

/** Who sends events, as the manifest on record says, and a digest of it. */
export const sourcesInForce = (program: Pick<ProgramRow, 'manifest'>): { sources: Source[]; digest: string } => {
  const { sources = [] } = program.manifest as { sources?: unknown };
  const parsed = sourcesSchema.parse(sources);
  return { sources: parsed, digest: documentDigest(parsed) };
};
