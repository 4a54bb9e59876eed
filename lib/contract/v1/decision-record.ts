import { z } from 'zod';
import { decisionView, signOffView } from './decisions';
import { ledgerItem } from './ledger';
import { count, digest, instant, slug } from './primitives';

/** One decision with all that it stood on. Every digest in it can be computed again from what stands beside it. */
export const decisionRecord = z
  .strictObject({
    format: z.literal('lockgate-decision-record/v1'),
    exportedAt: instant,
    program: slug,
    ledger: z.strictObject({ origin: z.string(), size: count, head: digest }),
    decision: decisionView,
    revisions: z.array(
      z.strictObject({
        revision: z.int(),
        document: z.unknown().meta({ description: 'Its canonical JSON hashes to evidenceHash' }),
        evidenceHash: digest,
        begunAt: instant,
        reason: z.string(),
      }),
    ),
    signOffs: z.array(z.strictObject({ ...signOffView.shape, evidenceHash: digest })),
    preflight: z.unknown().nullable(),
    entries: z.array(ledgerItem),
    runs: z.array(
      z.strictObject({
        id: z.string(),
        source: z.string(),
        externalId: z.string(),
        digest,
        mediaType: z.string(),
        body: z.base64().meta({ description: 'As it was sent' }),
      }),
    ),
  })
  .meta({ id: 'DecisionRecord' });
export type DecisionRecord = z.infer<typeof decisionRecord>;
