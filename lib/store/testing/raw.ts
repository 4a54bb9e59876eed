import pg from 'pg';
import { linkEntry } from '@/lib/domain/ledger/entry';
import type { Fact } from '@/lib/domain/ledger/fact';

// SQL by hand, as a careless or hostile program with the application's own rights would write it.

const fact: Fact = { type: 'role.granted', data: { person: 'nobody', name: 'Nobody', role: 'viewer' } };

export type RawEntry = { index: number; bytes: Uint8Array; leaf: string; at: Date; type: string };
export type Book = { id: string; origin: string; size: number; head: string; last_at: Date };

export const connectAs = async (url: string, role: 'lockgate_app' | 'owner'): Promise<pg.Client> => {
  const options = `-c TimeZone=UTC${role === 'owner' ? '' : ` -c role=${role}`}`;
  const client = new pg.Client({ connectionString: url, options });
  await client.connect();
  return client;
};

/** The ledger of a program, as it stands in this transaction. */
export const bookOf = async (client: pg.Client, programId: string): Promise<Book> => {
  const { rows } = await client.query<Book>('SELECT * FROM ledger WHERE program_id = $1', [programId]);
  const [book] = rows;
  if (book === undefined) throw new Error('the program has no ledger');
  return book;
};

/** The entry that would follow: correct in every part. */
export const followingEntry = (book: Book): RawEntry => {
  const now = new Date();
  const at = now < book.last_at ? book.last_at : now;
  const place = { origin: book.origin, index: book.size, prev: book.head };
  const draft = { at, recordedAt: now, actor: { kind: 'system', id: 'system' }, requestId: 'raw', fact } as const;
  return { index: book.size, at, type: fact.type, ...linkEntry(place, draft) };
};

export const insertEntry = (client: pg.Client, book: Pick<Book, 'id'>, entry: RawEntry) =>
  client.query(
    `INSERT INTO ledger_entry (ledger_id, index, bytes, leaf, at, type, actor_id) VALUES ($1, $2, $3, $4, $5, $6, 'raw')`,
    [book.id, entry.index, Buffer.from(entry.bytes), entry.leaf, entry.at, entry.type],
  );

/**
 * Runs `work` to the point of commit, all deferred guards included, and undoes it in any case. Answers with the SQLSTATE
 * that refused it; null where nothing did.
 */
export const stateOf = async (client: pg.Client, work: () => Promise<unknown>): Promise<string | null> => {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    return null;
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === undefined) throw error;
    return code;
  } finally {
    await client.query('ROLLBACK');
  }
};
