import type { Client } from 'pg';
import { connected, inOneTransaction, type SideName, urlOf } from './databases';
import { legacyClaimsSql, legacyOrdersSql } from './legacy.sql';
import { rhythm } from './shared.sql';
import { targetClaimsSql, targetOrdersSql } from './target.sql';

const day = 86_400_000;
const overlap = 3 * 3_600_000;

type Stream = { seconds: number; newest: Record<SideName, string>; sql: Record<SideName, readonly string[]> };

const streams: readonly Stream[] = [
  {
    seconds: rhythm.claimSeconds,
    newest: { legacy: 'SELECT max(ld_ts) AS at FROM clm_claim', target: 'SELECT max(committed_at) AS at FROM claim' },
    sql: { legacy: legacyClaimsSql, target: targetClaimsSql },
  },
  {
    seconds: rhythm.orderSeconds,
    newest: {
      legacy: 'SELECT max(ld_ts) AS at FROM ord_order',
      target: 'SELECT max(committed_at) AS at FROM shop_order',
    },
    sql: { legacy: legacyOrdersSql, target: targetOrdersSql },
  },
];

/** The running number of what happened last at that time. */
export const numberAt = (at: Date, seconds: number): number =>
  Math.floor((at.getTime() - Date.parse(rhythm.epoch)) / (seconds * 1000));

const newestOf = async (client: Client, query: string): Promise<Date | null> => {
  const { rows } = await client.query<{ at: Date | null }>(query);
  return rows[0]?.at ?? null;
};

const topUpSide = async (server: string, side: SideName, now: Date, days: number): Promise<number> =>
  connected(urlOf(server, side), async (client) => {
    await client.query('SET synchronous_commit = off');
    let rows = 0;
    for (const stream of streams) {
      const newest = await newestOf(client, stream.newest[side]);
      const oldest = now.getTime() - days * day;
      const from = newest === null ? oldest : Math.max(oldest, newest.getTime() - overlap);
      const range = [numberAt(new Date(from), stream.seconds), numberAt(now, stream.seconds)];
      const values = side === 'target' ? [...range, now] : range;
      rows += await inOneTransaction(client, stream.sql[side], values);
    }
    return rows;
  });

/**
 * Writes what has happened in both systems up to now, at most `days` days back: new rows and, on the target side, what
 * arrived late. Doing it again adds nothing. Answers with the number of rows written.
 */
export const topUp = async (server: string, days: number, now = new Date()): Promise<number> => {
  const written = await Promise.all([topUpSide(server, 'legacy', now, days), topUpSide(server, 'target', now, days)]);
  return written[0] + written[1];
};
