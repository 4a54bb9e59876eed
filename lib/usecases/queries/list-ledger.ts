import {
  type LedgerHead,
  type LedgerItem,
  type LedgerList,
  type LedgerQuery,
  ledgerEntry,
} from '@/lib/contract/v1/ledger';
import { mayReadLedger } from '@/lib/domain/access/may';
import { any, hasScope } from '@/lib/domain/access/rule';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { findLedger, listEntries, type StoredEntry } from '@/lib/store/ledger';
import type { Context } from '@/lib/usecases/context';
import { inProgram, type Viewing } from './parts/viewing';

const ledgerOf = async ({ db, program }: Viewing) => {
  const ledger = await findLedger(db, program.id);
  if (ledger === null) throw refused('not_found', 'This program has no ledger.');
  return ledger;
};

const toItem = ({ bytes, leaf }: StoredEntry): LedgerItem => ({
  leaf,
  entry: ledgerEntry.parse(JSON.parse(new TextDecoder().decode(bytes))),
});

/** Entries of a program's ledger, oldest first, as they are kept. */
export const listLedger = (context: Context, programSlug: string, query: LedgerQuery): Promise<Result<LedgerList>> =>
  inProgram(
    context,
    programSlug,
    async (viewing) => {
      const ledger = await ledgerOf(viewing);
      const limit = query.limit ?? 100;
      const range = {
        after: query.after ?? -1,
        limit: limit + 1,
        ...(query.type === undefined ? {} : { type: query.type }),
      };
      const rows = await listEntries(viewing.db, ledger.id, range);
      const kept = rows.slice(0, limit);
      const last = kept.at(-1);
      return {
        items: kept.map(toItem),
        nextCursor: rows.length > limit && last !== undefined ? String(last.index) : null,
      };
    },
    mayReadLedger,
  );

/** How far the ledger has come; cheap, so that pages can ask whether anything happened. */
export const readLedgerHead = (context: Context, programSlug: string): Promise<Result<LedgerHead>> =>
  inProgram(
    context,
    programSlug,
    async (viewing) => {
      const { origin, size, head, lastAt } = await ledgerOf(viewing);
      return { origin, size, head, lastAt: lastAt.toISOString() };
    },
    any(mayReadLedger, hasScope('program:read')),
  );
