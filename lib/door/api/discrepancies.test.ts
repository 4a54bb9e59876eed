import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { itemisedAnswer } from '@/lib/contract/v1/runs';
import { base, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { amount, amounts, type Job, linesOf, nothing, openJob, stored, totals } from '@/lib/door/testing/streams';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';

// Discrepancies that follow their run as lines: all of a body or nothing, once however often it is sent, whoever else sends
// at the same time. Over the real door and the real database.

let open: OpenHouse;
let job: Job;
beforeAll(async () => {
  open = await openHouse();
  job = await openJob(open);
}, 120_000);
afterEach(async () => {
  expect((await fetch(`${open.url}/healthz`)).status).toBe(200);
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await open?.close();
});

describe('discrepancies that follow their run', () => {
  it('are said to be missing until they are there, and settle the run when they are', async () => {
    const run = await job.sendRun({ discrepanciesAnnounced: 5 });
    expect(run.warnings).toEqual([expect.stringContaining('5 of 5 discrepancies are still to come')]);
    const [first, second] = [
      linesOf(amounts('A', 2)),
      linesOf([...amounts('B', 2), { correlationId: 'C', kind: 'missing_in_target' }]),
    ];

    const begun = await job.post(run.id, first);
    expect(begun.status).toBe(201);
    expect(itemisedAnswer.parse(begun.body)).toMatchObject({
      lines: 2,
      discrepancyCount: 2,
      announced: 5,
      outcome: 'mismatch',
      complete: false,
      warnings: ['3 of 5 discrepancies are still to come.'],
    });
    const between = (await job.ask('GET', `${base}/runs/${run.id}`)).body;
    expect(between).toMatchObject({ announced: 5, discrepancyCount: 2 });

    const ended = await job.post(run.id, gzipSync(second), { 'content-encoding': 'gzip' });
    expect(itemisedAnswer.parse(ended.body)).toMatchObject({ discrepancyCount: 5, complete: true, warnings: [] });
    const row = await inSnapshot((db) =>
      db.run.findUniqueOrThrow({ where: { id: run.id }, include: { patterns: true } }),
    );
    expect(row).toMatchObject({ discrepancyCount: 5, itemisedExactly: true, complete: true, unitemised: 0 });
    // What nobody itemised shows no record of this run any more; what came in two batches counts as one sighting.
    expect(row.patterns.map(({ count, open: still }) => [count, still]).sort()).toEqual([
      [1, 1],
      [4, 4],
    ]);
    const spread = await inSnapshot((db) => db.patternCohort.findMany({ where: { runId: run.id } }));
    expect(spread.map(({ dimension, value, count }) => [dimension, value, count]).sort()).toEqual([
      ['geography', 'eu', 4],
      ['productLine', 'motor', 4],
    ]);

    const { items } = (await job.ask('GET', `${base}/runs/${run.id}/discrepancies`)).body;
    expect(
      items.map((item: { position: number; correlationId: string }) => [item.position, item.correlationId]),
    ).toEqual([
      [0, 'A-0'],
      [1, 'A-1'],
      [2, 'B-0'],
      [3, 'B-1'],
      [4, 'C'],
    ]);
    const page = (await job.ask('GET', `${base}/runs/${run.id}/discrepancies?limit=2&cursor=o1`)).body;
    expect(page.items.map((item: { position: number }) => item.position)).toEqual([1, 2]);

    const entries = (await job.ask('GET', `${base}/ledger?limit=200`)).body.items as {
      entry: { type: string; data: object };
    }[];
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    expect(entries.flatMap(({ entry }) => (entry.type === 'run.itemised' ? [entry.data] : []))).toMatchObject([
      { run: run.id, lines: 2, digest: digest(first), discrepancies: 2, announced: 5 },
      { run: run.id, lines: 3, digest: digest(second), discrepancies: 5, outcome: 'mismatch' },
    ]);
  });

  it('may come to a run that counted more than it itemised and announced nothing', async () => {
    const run = await job.sendRun();
    expect(run.warnings).toEqual([]);
    const added = await job.post(run.id, linesOf(amounts('A', 3)));
    expect(added.body).toMatchObject({ discrepancyCount: 3, announced: null, complete: false });
    expect(added.body.warnings).toEqual([expect.stringContaining('2 records')]);
  });

  it('keep examples that chance picked, open ones first, with their values', async () => {
    const run = await job.sendRun({ totals: totals(60) });
    const field = `shift-${run.id}`;
    await job.post(
      run.id,
      linesOf(Array.from({ length: 60 }, (_, n) => amount(`E-${n}`, { field, legacy: `${n}.00` }))),
    );
    const examples = await inSnapshot((db) => db.patternExample.findMany({ where: { runId: run.id, field } }));
    expect(examples.length).toBeGreaterThanOrEqual(20);
    for (const example of examples) expect(example.legacy).toBe(`${example.correlationId?.slice(2)}.00`);
  });
});

describe('the same body', () => {
  it.each([
    ['under one key', { 'idempotency-key': 'twenty' }],
    ['without a key', {}],
  ] as const)('sent twenty times at once %s is there once, and each gets the first answer', async (_, headers) => {
    const run = await job.sendRun({ discrepanciesAnnounced: 9, totals: totals(9) });
    const body = linesOf(amounts('T', 4));
    const answers = await Promise.all(Array.from({ length: 20 }, () => job.post(run.id, body, { ...headers })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set('idempotency-key' in headers ? [201] : [200, 201]),
    );
    for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body);
    const first = answers.filter(
      ({ status, headers: told }) => status === 201 && told['idempotent-replayed'] === undefined,
    );
    expect(first).toHaveLength(1);
    expect(await stored(run.id)).toEqual({ rows: 4, batches: 1, count: 4 });
  });

  it('is told apart from another under its key: 422, and the first is kept', async () => {
    const run = await job.sendRun();
    const headers = { 'idempotency-key': 'reused' };
    expect((await job.post(run.id, linesOf(amounts('A', 1)), headers)).status).toBe(201);
    const other = await job.post(run.id, linesOf(amounts('B', 1)), headers);
    expect([other.status, other.body.code]).toEqual([422, 'idempotency_key_reused']);
    const replayed = await job.post(run.id, linesOf(amounts('A', 1)), headers);
    expect([replayed.status, replayed.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect(await stored(run.id)).toEqual({ rows: 1, batches: 1, count: 1 });
  });
});

describe('two who send to one run at once', () => {
  it('both add what they brought, in one order', async () => {
    const run = await job.sendRun({ totals: totals(200) });
    const answers = await Promise.all([
      job.post(run.id, linesOf(amounts('L', 90))),
      job.post(run.id, linesOf(amounts('R', 90))),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(answers.map(({ body }) => body.discrepancyCount).sort()).toEqual([180, 90]);
    const seen = await job.ask('GET', `${base}/runs/${run.id}/discrepancies?limit=200`);
    expect(seen.body.items.map((item: { position: number }) => item.position)).toEqual(
      Array.from({ length: 180 }, (_, n) => n),
    );
    const sides = seen.body.items.map(({ correlationId }: { correlationId: string }) => correlationId[0]);
    expect(new Set([sides.slice(0, 90).join(''), sides.slice(90).join('')])).toEqual(
      new Set(['L'.repeat(90), 'R'.repeat(90)]),
    );
  });

  it('are let in as far as the run counted, and no further', async () => {
    const run = await job.sendRun({ totals: totals(4) });
    const answers = await Promise.all([
      job.post(run.id, linesOf(amounts('L', 3))),
      job.post(run.id, linesOf(amounts('R', 3))),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(await stored(run.id)).toEqual({ rows: 3, batches: 1, count: 3 });
  });

  it('find the run superseded meanwhile: 409, and nothing is added to it', async () => {
    const run = await job.sendRun();
    const { sent, answer } = job.stream(run.id);
    sent.write(linesOf(amounts('A', 1)));
    await sleep(150);
    await job.sendRun({ supersedes: run.externalId });
    sent.end(linesOf(amounts('B', 1)));
    const late = await answer;
    expect([late.status, late.body.code]).toEqual([409, 'conflict']);
    expect((await job.post(run.id, linesOf(amounts('A', 1)))).body.code).toBe('conflict');
    expect(await stored(run.id)).toEqual(nothing);
  });
});
