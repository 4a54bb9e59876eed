import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from, to } from 'pg-copy-streams';

/** The floors of ingestion: the same rows by COPY, and one row a commit, into plain copies of the tables. */
export type Floor = {
  /** Keeps the rows of one stored run in memory, as COPY takes them. Resolves to their number. */
  learn: (source: string, externalId: string) => Promise<number>;
  /** Copies the learnt rows into the table that they came from, as rows of another run, and commits; milliseconds. */
  copySame: () => Promise<number>;
  /** Copies the learnt rows and commits; milliseconds. */
  copy: (table: 'plain' | 'keyed') => Promise<number>;
  /** Inserts and commits so many single rows; milliseconds. */
  commit: (times: number) => Promise<number>;
  close: () => Promise<void>;
};

const idLength = 36;
const block = 65_536;

const setUp = `
  CREATE SCHEMA IF NOT EXISTS bench;
  CREATE TABLE IF NOT EXISTS bench.plain (LIKE public.discrepancy);
  CREATE TABLE IF NOT EXISTS bench.keyed (LIKE public.discrepancy INCLUDING ALL);
  CREATE TABLE IF NOT EXISTS bench.run (LIKE public.run);
`;

/** Opens one connection of its own to the door's database. */
export const openFloor = async (databaseUrl: string): Promise<Floor> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(setUp);
  let rows = Buffer.alloc(0);

  const timed = async (work: () => Promise<void>) => {
    const began = performance.now();
    await work();
    return performance.now() - began;
  };
  return {
    learn: async (source, externalId) => {
      const id = `(SELECT id FROM run WHERE source = '${source}' AND external_id = '${externalId}')`;
      const stream = client.query(to(`COPY (SELECT * FROM discrepancy WHERE run_id = ${id}) TO STDOUT`));
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      await once(stream, 'end');
      rows = Buffer.concat(parts);
      return rows.filter((byte) => byte === 10).length;
    },
    copySame: async () => {
      // Ids are as long as each other, so that the same bytes are copied; they are changed before the clock starts.
      const known = rows.toString('latin1', 0, idLength);
      const same = Buffer.from(rows.toString('latin1').replaceAll(known, randomUUID()), 'latin1');
      const blocks = Array.from({ length: Math.ceil(same.length / block) }, (_, n) =>
        same.subarray(n * block, (n + 1) * block),
      );
      return timed(() => pipeline(Readable.from(blocks), client.query(from('COPY public.discrepancy FROM STDIN'))));
    },
    copy: async (table) => {
      // the same rows under the same keys go in again only where the last ones are gone
      if (table === 'keyed') await client.query('TRUNCATE bench.keyed');
      return timed(() => pipeline(Readable.from([rows]), client.query(from(`COPY bench.${table} FROM STDIN`))));
    },
    commit: (times) =>
      timed(async () => {
        for (let time = 0; time < times; time++) {
          await client.query('INSERT INTO bench.run SELECT * FROM public.run LIMIT 1');
        }
      }),
    close: () => client.end(),
  };
};
