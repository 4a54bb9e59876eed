import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { DecisionView } from '@/lib/contract/v1/decisions';
import type { KeyBody } from '@/lib/contract/v1/keys';
import { closeDatabase, inSnapshot } from '@/lib/store/database';
import { createDatabase } from '@/lib/store/postgres/databases';
import { startPostgres, stopPostgres } from '@/lib/store/postgres/embedded';
import { migrate } from '@/lib/store/postgres/migrate';
import { testDatabase } from '@/lib/store/test-database';
import { audit } from '@/lib/store/testing/audit';
import { issueKey } from '@/lib/usecases/commands/issue-key';
import type { Context } from '@/lib/usecases/context';
import { actsIn, reads } from '@/lib/usecases/testing/acts';
import { chanceOf, printedSeed } from '@/lib/usecases/testing/chance';
import { accepted, buildHouse, type House } from '@/lib/usecases/testing/house';
import { type DoorProcess, doorProcess, post, type Reply } from './door-process';

// Real kills at moments that chance picks. What was answered is there; what was not can be sent again, and happens once.
// ROUNDS asks for more of them, SEED for the same ones again.

const rounds = Number(process.env.ROUNDS ?? 2);
const chance = chanceOf(printedSeed('kill', process.env.SEED));
const base = '/api/v1/programs/claims';
const longest = 60_000 + rounds * 40_000;

type Scene = {
  house: House;
  acts: ReturnType<typeof actsIn>;
  door: DoorProcess;
  url: string;
  key: string;
  rollbackKey: string;
};

const setScene = async (database: { url: string; drop: () => Promise<void> }): Promise<Scene> => {
  const house = await buildHouse(undefined, database);
  const acts = actsIn(house);
  const issue = async (by: Context, asked: Pick<KeyBody, 'scopes' | 'person'>) =>
    String((await accepted(issueKey(by, house.program, { name: 'job', expiresAt: null, ...asked }))).key);
  const key = await issue(house.as.admin, { scopes: ['runs:write', 'decisions:write'] });
  const { operations } = house.people;
  const rollbackKey = await issue(house.as.operations, { scopes: ['rollback:write'], person: operations });
  await acts.toShadow();
  const door = doorProcess(database.url);
  await door.start();
  return { house, acts, door, url: database.url, key, rollbackKey };
};

let scene: Scene;
const leave = async () => {
  await scene.door.kill();
  const { problems } = await audit(scene.url);
  expect(problems).toEqual([]);
  await scene.house.drop();
};

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const runBody = (externalId: string) => ({
  source: 'nightly',
  externalId,
  context: 'payments',
  layer: 'outcome',
  window: { from: hoursAgo(26), to: hoursAgo(2) },
  status: 'completed',
  totals: {
    legacy: 1000,
    target: 1000,
    compared: 1000,
    matched: 998,
    mismatched: 2,
    missingInTarget: 0,
    missingInLegacy: 0,
  },
  discrepancies: ['a', 'b'].map((correlationId) => ({
    correlationId,
    kind: 'value',
    field: 'amount',
    legacy: '1.00',
    target: '2.00',
  })),
});

type Sent = { body: ReturnType<typeof runBody>; idempotencyKey: string | undefined; answer: Reply | null };

const send = (sent: Pick<Sent, 'body' | 'idempotencyKey'>) =>
  post(`${scene.door.url()}${base}/runs`, scene.key, sent.body, sent.idempotencyKey);

/** Jobs that push runs one after another, until told to stop. */
const jobs = (round: string, count: number) => {
  const all: Sent[] = [];
  let stopped = false;
  const done = Promise.all(
    Array.from({ length: count }, async (_, job) => {
      for (let turn = 0; !stopped; turn += 1) {
        const sent: Sent = {
          body: runBody(`${round}-${job}-${turn}`),
          idempotencyKey: turn % 2 ? randomUUID() : undefined,
          answer: null,
        };
        all.push(sent);
        sent.answer = await send(sent);
        if (sent.answer === null) await sleep(20);
      }
    }),
  );
  const stop = async () => {
    stopped = true;
    await done;
    return all;
  };
  return stop;
};

/** Asks again as long as the answer is that it cannot be served just now. */
const untilServed = async (ask: () => Promise<Reply | null>): Promise<Reply | null> => {
  for (const deadline = Date.now() + 30_000; ; await sleep(100)) {
    const answer = await ask();
    if (answer?.status !== 503 || Date.now() > deadline) return answer;
  }
};

/** Everything sent again, until it is answered with success: every one is there, and those answered are what was said. */
const sendAgain = async (all: readonly Sent[]): Promise<void> => {
  for (const sent of all) {
    const again = await untilServed(() => send(sent));
    expect([200, 201]).toContain(again?.status);
    if (sent.answer !== null && sent.answer.status < 300) expect(again?.body).toEqual(sent.answer.body);
  }
  const ids = all.map(({ body }) => body.externalId);
  const kept = await inSnapshot((db) =>
    db.run.findMany({ where: { externalId: { in: ids } }, include: { body: true, batches: true } }),
  );
  expect(kept.map(({ externalId }) => externalId).sort()).toEqual([...ids].sort());
  for (const run of kept) expect([run.body === null, run.batches.map(({ lines }) => lines)]).toEqual([false, [2]]);
};

/** What is killed in the middle of an act, and brought back. */
type Victim = { kill: () => Promise<void>; restart: () => Promise<void> };

const executedCount = () => inSnapshot((db) => db.decision.count({ where: { state: 'executed' } }));
/** The narrowest moment: what was done is on record, and its answer is on its way at most. */
const untilCommitted = async (before: number) => {
  for (const deadline = Date.now() + 5_000; Date.now() < deadline; ) {
    if ((await executedCount()) > before) return;
  }
};

/** Sends an act, kills the server at a moment of chance, and sends it again under the same key when it is back. */
const killedOnce = async (
  victim: Victim,
  path: string,
  key: string,
  body: object,
): Promise<{ after: Reply | null; fate: string }> => {
  const idempotencyKey = randomUUID();
  await fetch(`${scene.door.url()}/readyz`);
  const executedBefore = await executedCount();
  const acting = post(`${scene.door.url()}${path}`, key, body, idempotencyKey);
  if (chance.below(2) === 0) await sleep(chance.below(500));
  else await untilCommitted(executedBefore);
  await victim.kill();
  const before = await acting;
  await victim.restart();
  const after = await untilServed(() => post(`${scene.door.url()}${path}`, key, body, idempotencyKey));
  expect(after?.status).toBe(200);
  const wasDone = after?.headers.get('idempotent-replayed') === 'true';
  const fate = before?.status === 200 ? 'answered' : wasDone ? 'done, not answered' : 'not done';
  if (before !== null && before.status === 200) {
    expect(wasDone).toBe(true);
    expect(after?.body).toEqual(before.body);
  }
  return { after, fate };
};

/** A lane goes to target and back, its victim killed each time: one effect each, and the answer given stands. */
const thereAndBack = async (victim: Victim): Promise<void> => {
  const fates: string[] = [];
  await scene.acts.toValidated();
  for (let round = 0; round < rounds; round += 1) {
    const proposed = await accepted(scene.acts.advance({ to: 'selective', lanes: [reads] }));
    const { id, revision, evidenceHash }: DecisionView = await scene.acts.signed(
      proposed,
      'business',
      'operations',
      'risk',
    );
    const { after, fate: there } = await killedOnce(victim, `${base}/decisions/${id}/execution`, scene.key, {
      revision,
      evidenceHash,
    });
    expect(after?.body).toMatchObject({ id, state: 'executed' });
    const forward = await inSnapshot((db) => db.authorityInterval.findMany({ where: { decisionId: id } }));
    expect(forward.map(({ side, epoch }) => [side, epoch])).toEqual([['target', 2 * round + 2]]);
    expect(await inSnapshot((db) => db.rollbackWindow.count({ where: { decisionId: id } }))).toBe(1);

    const back = { lanes: [reads], reason: 'Complaints.' };
    const { after: rolled, fate: again } = await killedOnce(
      victim,
      `${base}/contexts/payments/rollback`,
      scene.rollbackKey,
      back,
    );
    const { id: rollback } = z.object({ decision: z.object({ id: z.string() }) }).parse(rolled?.body).decision;
    const backward = await inSnapshot((db) =>
      db.authorityInterval.findMany({ where: { side: 'legacy', epoch: 2 * round + 3 } }),
    );
    expect(backward.map(({ decisionId }) => decisionId)).toEqual([rollback]);
    expect(await inSnapshot((db) => db.decision.count({ where: { kind: 'rollback' } }))).toBe(round + 1);
    expect((await audit(scene.url)).problems).toEqual([]);
    fates.push(there, again);
    await scene.acts.evidenceAfterReturn(`after-${round}`);
  }
  console.log(`kill: when the process was killed, the acts were ${fates.join('; ')}`);
};

describe('with the server killed', () => {
  beforeEach(async () => {
    scene = await setScene(await testDatabase());
  }, 120_000);
  afterEach(leave);

  it(
    'while runs come in: each answered run is there, each other one can be sent again, and none is there twice',
    async () => {
      let answered = 0;
      for (let round = 0; round < rounds; round += 1) {
        const stop = jobs(`r${round}`, 3);
        await sleep(200 + chance.below(600));
        await scene.door.kill();
        const all = await stop();
        answered += all.filter(({ answer }) => answer !== null).length;
        await scene.door.start();
        await sendAgain(all);
        expect((await audit(scene.url)).problems).toEqual([]);
      }
      expect(answered).toBeGreaterThan(0);
    },
    longest,
  );

  it(
    'while a decision is executed and rolled back: it takes effect once, and the answer given stands',
    () => thereAndBack({ kill: () => scene.door.kill(), restart: () => scene.door.start() }),
    longest,
  );
});

describe('with the database killed', () => {
  let folder: string;
  const postmaster = () => Number(readFileSync(join(folder, 'pg18', 'postmaster.pid'), 'utf8').split('\n')[0]);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'lockgate-kill-'));
    chmodSync(folder, 0o755);
    const server = await startPostgres(folder, { quick: true });
    const url = await createDatabase(server.url, 'killed');
    await migrate(url, 'prisma/migrations');
    scene = await setScene({ url, drop: async () => undefined });
  }, 120_000);
  afterEach(async () => {
    await leave();
    await closeDatabase();
    await stopPostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  });

  it(
    'the server lives on, says 503 while it is gone, and goes on with nothing lost when it is back',
    async () => {
      const stop = jobs('d', 3);
      await sleep(200 + chance.below(600));
      process.kill(postmaster(), 'SIGKILL');
      await sleep(300);
      expect((await fetch(`${scene.door.url()}/readyz`)).status).toBe(503);
      expect((await fetch(`${scene.door.url()}/healthz`)).status).toBe(200);
      const gone = await send({ body: runBody('gone'), idempotencyKey: undefined });
      expect(gone?.headers.get('content-type')).toContain('application/problem+json');
      expect([gone?.status, gone?.body.code, gone?.headers.get('retry-after')]).toEqual([503, 'unavailable', '1']);
      await sleep(1_500);
      expect(scene.door.isAlive()).toBe(true);
      await startPostgres(folder, { quick: true });
      const back = await send({ body: runBody('back'), idempotencyKey: undefined });
      expect(back?.status).toBe(201);
      await sleep(500);
      const all = await stop();
      const words = new Set(all.map(({ answer }) => answer?.status ?? 0));
      expect([...words].filter((status) => ![0, 201, 503].includes(status))).toEqual([]);
      expect((await fetch(`${scene.door.url()}/readyz`)).status).toBe(200);
      await sendAgain(all.filter((_, index) => index % 7 === 0 || all[index]?.answer?.status !== 503).slice(0, 300));
      expect(scene.door.isAlive()).toBe(true);
    },
    longest,
  );

  it(
    'while a decision is executed and rolled back: it takes effect once, and the answer given stands',
    () =>
      thereAndBack({
        kill: async () => {
          process.kill(postmaster(), 'SIGKILL');
          await sleep(300);
        },
        restart: async () => {
          await sleep(1_200);
          await startPostgres(folder, { quick: true });
        },
      }),
    longest,
  );
});
