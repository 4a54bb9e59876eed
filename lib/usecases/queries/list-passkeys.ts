import type { PasskeyView } from '@/lib/contract/v1/passkeys';
import type { Page } from '@/lib/contract/v1/primitives';
import type { Result } from '@/lib/domain/kernel/refusal';
import { listPasskeys as load } from '@/lib/store/passkeys';
import type { Context } from '@/lib/usecases/context';
import { passkeyViewOf, personOf } from '@/lib/usecases/passkey-parts';
import { read } from '@/lib/usecases/transact';

/** One's own passkeys; there are never so many that a page would not hold them. */
export const listPasskeys = (context: Context): Promise<Result<Page<PasskeyView>>> =>
  read(async (db) => ({ items: (await load(db, personOf(context).personId)).map(passkeyViewOf), nextCursor: null }));
