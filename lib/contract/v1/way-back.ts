import { z } from 'zod';
import { wayBackQualities, workloads } from '@/lib/domain/words';
import { instant, prose, slug } from './primitives';

const quality = z
  .enum(wayBackQualities)
  .meta({ description: 'lossless: nothing is lost by going back. lossy: `lost` says what is' });

export const wayBackBody = z
  .strictObject({
    workloads: z.array(z.enum(workloads)).min(1).max(workloads.length),
    quality,
    lost: prose(4000)
      .optional()
      .meta({ description: 'What going back would lose; with `lossy` only, and then required' }),
    evidence: prose(4000).meta({ description: 'Where the proof can be read: text or an address' }),
    provenAt: instant.meta({ description: 'When going back was done or rehearsed; not in the future' }),
    validUntil: instant.meta({ description: 'Until when it counts; at most 90 days after `provenAt`' }),
  })
  .meta({ id: 'ProveWayBack' });
export type WayBackBody = z.infer<typeof wayBackBody>;

export const withdrawWayBackQuery = z.strictObject({ reason: prose(2000) });

const by = z.strictObject({ kind: z.enum(['person', 'key', 'system']), id: z.string(), name: z.string() });

export const wayBackProofView = z
  .strictObject({
    id: z.string(),
    context: slug,
    workloads: z.array(z.enum(workloads)),
    quality,
    lost: z.string().nullable(),
    evidence: z.string(),
    provenAt: instant,
    validUntil: instant,
    current: z.boolean().meta({ description: 'Neither ended nor withdrawn' }),
    recordedAt: instant,
    recordedBy: by,
    withdrawnAt: instant.nullable(),
    withdrawnBy: by.nullable(),
    withdrawnReason: z.string().nullable(),
  })
  .meta({ id: 'WayBackProof' });
export type WayBackProofView = z.infer<typeof wayBackProofView>;

export const wayBackProofList = z.strictObject({ items: z.array(wayBackProofView) }).meta({ id: 'WayBackProofs' });
export type WayBackProofList = z.infer<typeof wayBackProofList>;
