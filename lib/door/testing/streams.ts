import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { expect } from 'vitest';
import { bearer } from '@/lib/door/door-under-test';
import { inSnapshot } from '@/lib/store/database';
import { caller } from './api-client';
import { base, issueKey, type OpenHouse } from './open-house';

// A job that sends runs, and their discrepancies as lines, over the real door.

const hourMs = 3_600_000;

/** Totals in which so many records differ. */
export const totals = (mismatched: number, missingInTarget = 0) => ({
  legacy: 1000 + missingInTarget,
  target: 1000,
  compared: 1000,
  matched: 1000 - mismatched,
  mismatched,
  missingInTarget,
  missingInLegacy: 0,
});

export const amount = (id: string, more: object = {}) => ({
  correlationId: id,
  kind: 'value',
  field: 'amount',
  legacy: '10.01',
  target: '11.02',
  dimensions: { productLine: 'motor', geography: 'eu' },
  ...more,
});

export const linesOf = (discrepancies: readonly object[]): string =>
  discrepancies.map((each) => `${JSON.stringify(each)}\n`).join('');

export const amounts = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => amount(`${prefix}-${index}`));

export type Told = { status: number; headers: IncomingMessage['headers']; body: Record<string, unknown> };

/** What stands of a run: rows, batches, and what the run itself says. */
export const stored = (run: string) =>
  inSnapshot(async (db) => ({
    rows: await db.discrepancy.count({ where: { runId: run } }),
    batches: await db.runBatch.count({ where: { runId: run } }),
    count: (await db.run.findUniqueOrThrow({ where: { id: run } })).discrepancyCount,
  }));
export const nothing = { rows: 0, batches: 0, count: 0 };

/** A job with a key that sends and reads. */
export const openJob = async (open: OpenHouse) => {
  const key = await issueKey(open, ['runs:write', 'program:read', 'ledger:read']);
  const ask = caller(open.url, bearer(key));
  const now = Date.now();
  let named = 0;

  /** A run that counts a few records as different, and itemises none of them. */
  const sendRun = async (more: object = {}): Promise<{ id: string; externalId: string; warnings: string[] }> => {
    named += 1;
    const { status, body } = await ask('POST', `${base}/runs`, {
      source: 'nightly',
      externalId: `streamed-${named}`,
      context: 'payments',
      layer: 'outcome',
      window: { from: new Date(now - 26 * hourMs).toISOString(), to: new Date(now - 2 * hourMs).toISOString() },
      status: 'completed',
      totals: totals(4, 1),
      ...more,
    });
    expect([status, body.detail]).toEqual([201, undefined]);
    return body;
  };

  /** A request whose body is written by hand. */
  const stream = (run: string, headers: Record<string, string> = {}, program = base) => {
    const sent: ClientRequest = request(`${open.url}${program}/runs/${run}/discrepancies`, {
      method: 'POST',
      agent: false,
      headers: { ...bearer(key), 'content-type': 'application/x-ndjson', ...headers },
    });
    const answer = new Promise<Told>((resolve, reject) => {
      sent.on('error', reject);
      sent.on('response', (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () => {
          const body = JSON.parse(Buffer.concat(parts).toString());
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body });
        });
      });
    });
    answer.catch(() => undefined);
    return { sent, answer };
  };

  const post = (run: string, body: string | Buffer, headers: Record<string, string> = {}, program = base) => {
    const { sent, answer } = stream(run, headers, program);
    sent.end(body);
    return answer;
  };
  return { ask, sendRun, stream, post };
};

export type Job = Awaited<ReturnType<typeof openJob>>;
