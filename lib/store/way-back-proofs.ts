import type { Principal } from '@/lib/domain/access/principal';
import type { WayBackProof } from '@/lib/domain/authority/way-back';
import { wayBackQualities, workloads } from '@/lib/domain/words';
import type { WayBackProof as Row } from '@/prisma/generated/client';
import type { Db } from './database';
import { json } from './json-column';
import { wordOf } from './words';

/** A proof with who recorded it, and who withdrew it and why. */
export type RecordedProof = WayBackProof & {
  recordedAt: Date;
  recordedBy: Principal;
  withdrawnBy: Principal | null;
  withdrawnReason: string | null;
};

export const toProof = (row: Row): RecordedProof => ({
  id: row.id,
  workloads: row.workloads.map((workload) => wordOf(workloads, workload)),
  quality: wordOf(wayBackQualities, row.quality),
  lost: row.lost,
  evidence: row.evidence,
  provenAt: row.provenAt,
  validUntil: row.validUntil,
  recordedAt: row.recordedAt,
  recordedBy: row.recordedBy as Principal,
  recordedAtEntry: row.recordedEntry,
  withdrawnAt: row.withdrawnAt,
  withdrawnBy: row.withdrawnBy as Principal | null,
  withdrawnReason: row.withdrawnReason,
  withdrawnAtEntry: row.withdrawnEntry,
});

export const insertProof = async (
  db: Db,
  place: { programId: string; contextId: string },
  proof: RecordedProof,
): Promise<void> => {
  const { workloads: about, recordedAtEntry, recordedBy, withdrawnAtEntry: _e, withdrawnBy: _b, ...told } = proof;
  await db.wayBackProof.create({
    data: {
      ...place,
      ...told,
      workloads: [...about],
      recordedBy: json(recordedBy),
      recordedEntry: recordedAtEntry,
    },
  });
};

/** Of one context, the newest first. */
export const listProofs = async (db: Db, contextId: string): Promise<RecordedProof[]> =>
  (await db.wayBackProof.findMany({ where: { contextId }, orderBy: [{ recordedAt: 'desc' }, { id: 'desc' }] })).map(
    toProof,
  );

export const withdrawProof = async (
  db: Db,
  id: string,
  withdrawn: { at: Date; by: Principal; reason: string; entry: number },
): Promise<void> => {
  await db.wayBackProof.update({
    where: { id },
    data: {
      withdrawnAt: withdrawn.at,
      withdrawnBy: json(withdrawn.by),
      withdrawnReason: withdrawn.reason,
      withdrawnEntry: withdrawn.entry,
    },
  });
};
