import { refused } from '@/lib/domain/kernel/refusal';
import type { Db } from '@/lib/store/database';
import { findReceipt, saveReceipt } from '@/lib/store/receipts';
import type { Context } from './context';

/** Thrown where an Idempotency-Key has its answer already; the door sends that answer again. */
export class Replayed extends Error {
  constructor(
    readonly status: number,
    readonly body: string,
  ) {
    super('this request was answered before');
    this.name = 'Replayed';
  }
}

const receiptKeyOf = (context: Context) => {
  if (context.idempotency === undefined || context.actor.kind === 'system') return null;
  const actor = context.actor.kind === 'person' ? context.actor.personId : context.actor.keyId;
  return { actor, route: context.idempotency.route, key: context.idempotency.key };
};

/** @throws Replayed where this key and body were answered; refuses the key with another body. */
export const claimReceipt = async (context: Context, db: Db): Promise<void> => {
  const key = receiptKeyOf(context);
  if (key === null || context.idempotency === undefined) return;
  const receipt = await findReceipt(db, key);
  if (receipt === null) return;
  if (receipt.fingerprint !== context.idempotency.fingerprint) {
    throw refused(
      'idempotency_key_reused',
      'This Idempotency-Key was used before with another body. Nothing was changed.',
    );
  }
  throw new Replayed(receipt.status, receipt.body);
};

/** Keeps the first answer in the transaction of its effect. */
export const keepReceipt = async (context: Context, db: Db, value: unknown, at: Date): Promise<void> => {
  const key = receiptKeyOf(context);
  if (key === null || context.idempotency === undefined) return;
  const { fingerprint, status } = context.idempotency;
  const kept = await saveReceipt(db, key, { fingerprint, status, body: JSON.stringify(value ?? null) }, at);
  if (!kept) throw refused('conflict', 'The same Idempotency-Key is being answered at this moment. Send it again.');
};
