import { z } from 'zod';
import { roles } from '@/lib/domain/words';
import { personRef } from './actor';
import { stepUp } from './decisions';
import { instant, prose, slug } from './primitives';

export const attestationBody = z
  .strictObject({
    criterion: z.string().min(1).max(120).meta({ description: 'Key of an attestation or coverage criterion' }),
    condition: z.string().min(1).max(120).optional().meta({ description: 'The condition of a coverage criterion' }),
    role: z.enum(roles),
    statement: prose(4000),
    evidence: prose(4000),
    stepUp,
  })
  .meta({ id: 'Attest' });
export type AttestationBody = z.infer<typeof attestationBody>;

export const attestationView = z
  .strictObject({
    id: z.string(),
    context: slug,
    criterion: z.string(),
    condition: z.string().nullable(),
    role: z.enum(roles),
    statement: z.string(),
    evidence: z.string(),
    by: personRef,
    attestedAt: instant,
    validUntil: instant.nullable(),
  })
  .meta({ id: 'Attestation' });
export type AttestationView = z.infer<typeof attestationView>;
