import type { Leases } from '@/lib/domain/authority/lease';
import { Refused } from '@/lib/domain/kernel/refusal';
import { parsePolicy } from '@/lib/domain/policy/document';
import { type Drift, driftChanges, driftOf } from '@/lib/domain/router/drift';
import type { Db } from '@/lib/store/database';
import { beginDrift, endDrift, listStandingDrift, type StandingDrift } from '@/lib/store/drifts';
import { loadPolicy } from '@/lib/store/policies';
import type { Tx } from '@/lib/usecases/transact';
import type { Watched } from './watch';

/** The leases of a program; a policy that cannot be read refuses. */
export const leasesOf = async (db: Db, programId: string): Promise<Leases> => {
  const policy = parsePolicy((await loadPolicy(db, programId)).document);
  if (!policy.ok) throw new Refused(policy.refusal);
  return policy.value;
};

/** What began and what ended between the drift on record and the drift there is; empty where nothing is to be written. */
export const dueChanges = (
  watched: Watched,
  standing: readonly StandingDrift[],
  input: { at: Date; leases: Leases; heardSince: Date },
): { begun: Drift[]; ended: StandingDrift[] } =>
  driftChanges(
    standing.filter(({ routerId }) => routerId === watched.row.id),
    driftOf(watched, input),
  );

/** Ends a drift on record, with its fact. */
export const clearDrift = async (tx: Tx, router: { id: string; slug: string }, drift: StandingDrift): Promise<void> => {
  await endDrift(tx.db, drift.id, tx.at);
  const data = { drift: drift.id, router: router.slug, kind: drift.kind, place: drift.place };
  tx.record({ type: 'drift.cleared', subject: { kind: 'router', id: router.id }, data });
};

/** Writes down where a router's drift began and ended, each with its fact. */
export const settleDrift = async (
  tx: Tx,
  watched: Watched,
  input: { leases: Leases; heardSince: Date },
): Promise<void> => {
  const { row } = watched;
  const { begun, ended } = dueChanges(watched, await listStandingDrift(tx.db, [row.id]), { ...input, at: tx.at });
  for (const drift of ended) await clearDrift(tx, row, drift);
  for (const drift of begun) {
    const { kind, place, expected, found, since } = drift;
    const id = await beginDrift(tx.db, row.id, drift, tx.at);
    tx.record({
      type: 'drift.found',
      subject: { kind: 'router', id: row.id },
      data: { drift: id, router: row.slug, kind, place, expected, found, since: since.toISOString() },
    });
  }
};
