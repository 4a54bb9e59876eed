import type { Principal } from '@/lib/domain/access/principal';
import type { Tx } from '@/lib/usecases/transact';

/** Lockgate itself, where what was signed is carried out without anybody doing it. */
export const lockgate: Principal = { kind: 'system', id: 'system', name: 'Lockgate', personId: null };

/** The same transaction, with its facts in the name of who answers for them, whoever sent the request. */
export const inNameOf = <T extends Tx>(tx: T, { kind, id, name }: Principal): T => ({
  ...tx,
  record: (fact) => tx.recordFor(fact, { kind, id, name }),
});
