import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { accept } from '@/lib/domain/kernel/refusal';
import type { SentDiscrepancies } from '@/lib/usecases/commands/add-discrepancies';
import { bearer, type DoorUnderTest, keys, openDoor, raw } from './door-under-test';

// How a body of any length comes in: as fast as it is used, and not for ever.

let door: DoorUnderTest;
let use: (sent: SentDiscrepancies) => Promise<void>;
let lines = 0;

const readAll = async (sent: SentDiscrepancies): Promise<void> => {
  for await (const batch of sent.batches) lines += batch.length;
};

beforeAll(async () => {
  door = await openDoor(
    {
      addDiscrepancies: async (_context, _program, run, sent) => {
        await use(sent);
        const answer = {
          run,
          lines,
          discrepancyCount: lines,
          announced: null,
          outcome: 'mismatch',
          complete: false,
        } as const;
        return accept({ answer: { ...answer, warnings: [] }, created: true });
      },
    },
    { patience: { json: 300, import: 300, stall: 300 } },
  );
});
beforeEach(() => {
  lines = 0;
  use = readAll;
});
afterAll(() => door.close());

const path = '/api/v1/programs/claims/runs/01934a5e-0000-7000-8000-0000000000aa/discrepancies';
const headers = { ...bearer(keys.full), 'content-type': 'application/x-ndjson' };
const line = `${JSON.stringify({ correlationId: 'A', kind: 'value', legacy: 'x'.repeat(900) })}\n`;

it('takes whatever length, in pieces of any size', async () => {
  const body = line.repeat(3_000);
  const chunks = Array.from({ length: Math.ceil(body.length / 7_001) }, (_, n) =>
    body.slice(n * 7_001, (n + 1) * 7_001),
  );
  const answer = await raw(`${door.url}${path}`, { method: 'POST', headers, chunks });
  expect([answer.status, lines]).toEqual([201, 3_000]);
});

it('takes gzip of several members', async () => {
  const of = (id: string) =>
    `${JSON.stringify({ correlationId: id, kind: 'value', legacy: randomBytes(400).toString('hex') })}\n`;
  const packed = Buffer.concat([gzipSync(of('A').repeat(5)), gzipSync(of('B'))]);
  const answer = await raw(`${door.url}${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-encoding': 'gzip' },
    chunks: [packed],
  });
  expect([answer.status, lines]).toEqual([201, 6]);
});

it('waits for who keeps sending, and gives up on who stops: 408', async () => {
  const slow = request(`${door.url}${path}`, { method: 'POST', headers, agent: false });
  const answered = new Promise<number>((resolve, reject) => {
    slow.on('response', (response) => resolve(response.statusCode ?? 0)).on('error', reject);
  });
  for (let piece = 0; piece < 5; piece++) {
    slow.write(line.slice(piece * 100, (piece + 1) * 100));
    await sleep(150);
  }
  slow.end(line.slice(500));
  expect(await answered).toBe(201);
  const stopped = await raw(`${door.url}${path}`, {
    method: 'POST',
    headers,
    chunks: [line.slice(0, 50)],
    leaveOpen: true,
  });
  expect(stopped.status).toBe(408);
});

it('makes the sender wait while what was sent is not used, however long that takes', async () => {
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  use = async (sent) => {
    await gate;
    await readAll(sent);
  };
  const block = Buffer.from(line.repeat(70));
  const sent = request(`${door.url}${path}`, { method: 'POST', headers, agent: false });
  const answered = new Promise<number>((resolve, reject) => {
    sent.on('response', (response) => resolve(response.statusCode ?? 0)).on('error', reject);
  });
  const count = 1_600;
  for (let piece = 0; piece < count; piece++) sent.write(block);
  sent.end();
  // Longer than a stall: nobody is late who was not asked.
  await sleep(900);
  const before = process.memoryUsage().rss;
  expect(sent.writableLength).toBeGreaterThan(count * block.length * 0.8);
  go();
  expect(await answered).toBe(201);
  expect(lines).toBe(count * 70);
  expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1_048_576);
});

it('leaves a body that nobody wants where it is, and answers', async () => {
  use = async (sent) => {
    for await (const batch of sent.batches) if (batch.length > 0) return;
  };
  const answer = await raw(`${door.url}${path}`, {
    method: 'POST',
    headers,
    chunks: [line.repeat(500), line.repeat(500)],
  });
  expect(answer.status).toBe(201);
});
