import type { Db } from './database';

export type Receipt = { fingerprint: string; status: number; body: string };

/** Who sent an Idempotency-Key, on which route. */
export type ReceiptKey = { actor: string; route: string; key: string };

export const findReceipt = async (db: Db, { actor, route, key }: ReceiptKey): Promise<Receipt | null> =>
  db.idempotencyReceipt.findUnique({ where: { actor_route_key: { actor, route, key } } });

/** Written in the effect's own transaction. Returns false where another transaction wrote this key first. */
export const saveReceipt = async (db: Db, where: ReceiptKey, receipt: Receipt, at: Date): Promise<boolean> => {
  const written = await db.$executeRaw`
    INSERT INTO idempotency_receipt (actor, route, key, fingerprint, status, body, created_at)
    VALUES (${where.actor}, ${where.route}, ${where.key}, ${receipt.fingerprint}, ${receipt.status}, ${receipt.body},
            ${at}::timestamptz)
    ON CONFLICT DO NOTHING`;
  return written === 1;
};
