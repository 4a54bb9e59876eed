import { type Manifest, type ManifestContext, manifestSchema } from '@/lib/contract/manifest';
import type { Decision } from '@/lib/domain/decision/decision';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { saveManifest } from '@/lib/store/program-definition';
import { findProgramById } from '@/lib/store/programs';
import type { ProgramTx } from '@/lib/usecases/transact';

/** One part of the manifest, in words, and the manifest with it as it is now in force. */
export type OnRecord = { part: string; rewrite: (manifest: Manifest) => Manifest };

/** A rewriting of one context; the others stay as they are. */
export const inContext =
  (slug: string, rewrite: (context: ManifestContext) => ManifestContext): OnRecord['rewrite'] =>
  (manifest) => ({
    ...manifest,
    contexts: manifest.contexts.map((context) => (context.slug === slug ? rewrite(context) : context)),
  });

/**
 * The manifest on record always says what is in force: whatever an executed decision puts in force of what a manifest
 * declares is written there too, with the digest, and the ledger says so.
 */
export const putOnRecord = async (
  tx: ProgramTx,
  decision: Pick<Decision, 'id' | 'number' | 'contextId'>,
  changes: readonly OnRecord[],
): Promise<void> => {
  const program = await findProgramById(tx.db, tx.program.id);
  if (program === null) throw new Error('the program is gone');
  const before = manifestSchema.parse(program.manifest);
  const after = manifestSchema.parse(changes.reduce((manifest, { rewrite }) => rewrite(manifest), before));
  if (canonicalJson(before) === canonicalJson(after)) return;
  const digest = documentDigest(after);
  await saveManifest(tx.db, tx.program.id, after, digest);
  tx.record({
    type: 'manifest.rewritten',
    subject: { kind: 'decision', id: decision.id },
    ...(decision.contextId === null ? {} : { contextId: decision.contextId }),
    data: {
      digest,
      parts: changes.map(({ part }) => part),
      decision: { id: decision.id, number: decision.number },
    },
  });
};
