import type { Attestation } from '@/prisma/generated/client';
import type { Db } from './database';

export type AttestationRow = Attestation;

export const insertAttestation = async (db: Db, attestation: AttestationRow): Promise<void> => {
  await db.attestation.create({ data: attestation });
};
