import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { databaseUrl } from '@/lib/env';
import { audit } from '@/lib/store/testing/audit';
import { connectAs } from '@/lib/store/testing/raw';
import { liftHold } from './commands/lift-hold';
import { placeHold } from './commands/place-hold';
import { actsIn, badRun, reads } from './testing/acts';
import { accepted, buildHouse, type House } from './testing/house';
import { read } from './transact';

// What becomes of a transaction that the database asks to try again, also when it asks as late as at the commit.

let house: House;
let owner: pg.Client;
beforeAll(async () => {
  house = await buildHouse();
  owner = await connectAs(databaseUrl(), 'owner');
  await owner.query('CREATE SEQUENCE refused; GRANT USAGE ON SEQUENCE refused TO lockgate_app');
});
afterAll(async () => {
  await owner?.end();
  await house?.drop();
});

/** The first commits of a hold fail: a sequence counts on where a transaction is undone. */
const failingCommits = (count: number, state: string) =>
  owner.query(`
    ALTER SEQUENCE refused RESTART;
    CREATE OR REPLACE FUNCTION refuse_at_first() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF nextval('refused') <= ${count} THEN RAISE EXCEPTION 'again, please' USING ERRCODE = '${state}'; END IF;
      RETURN NULL;
    END $$;
    CREATE CONSTRAINT TRIGGER refuse_at_first AFTER INSERT ON hold
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION refuse_at_first()`);

const hold = () => placeHold(house.as.risk, house.program, { context: 'payments', reason: 'Year end.' });
const holds = async () =>
  Number((await owner.query('SELECT count(*) FROM hold WHERE lifted_at IS NULL')).rows[0]?.count);
const entries = async () => (await audit(databaseUrl())).entries;

let before: number;
beforeEach(async () => {
  before = await entries();
});
afterEach(() => owner.query('DROP TRIGGER IF EXISTS refuse_at_first ON hold'));

it('one that keeps failing is given up with nothing changed, and the caller is told to send it again', async () => {
  await failingCommits(1_000, '40001');
  expect(await hold()).toMatchObject({ ok: false, refusal: { code: 'unavailable' } });
  expect([await holds(), await entries()]).toEqual([0, before]);
});

it('one that breaks a guard is an error of ours, and nothing changed', async () => {
  await failingCommits(1_000, 'LG019');
  await expect(hold()).rejects.toThrow();
  expect([await holds(), await entries()]).toEqual([0, before]);
});

it.each(['40001', '40P01'])('one that fails twice with %s is tried again and happens once', async (state) => {
  await failingCommits(2, state);
  const placed = await accepted(hold());
  expect([await holds(), await entries()]).toEqual([1, before + 1]);
  await accepted(liftHold(house.as.risk, house.program, placed.id, 'Over.'));
});

it('those that wait for a busy program keep nobody from reading, and each is answered', async () => {
  await owner.query('BEGIN; SELECT FROM ledger FOR UPDATE');
  const waiting = Promise.all(Array.from({ length: 30 }, hold));
  await sleep(200);
  const began = Date.now();
  await accepted(read((db) => db.program.findMany()));
  expect(Date.now() - began).toBeLessThan(2_000);
  await owner.query('COMMIT');
  const answers = await waiting;
  expect(answers.filter(({ ok }) => ok)).toHaveLength(30);
  for (const answer of answers)
    if (answer.ok) await accepted(liftHold(house.as.risk, house.program, answer.value.id, 'Over.'));
});

const onASlowDay = async (work: () => Promise<unknown>): Promise<void> => {
  await owner.query(`
    CREATE OR REPLACE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN PERFORM pg_sleep(1.2); RETURN NEW; END $$;
    CREATE TRIGGER dawdle BEFORE INSERT ON authority_interval FOR EACH ROW EXECUTE FUNCTION dawdle()`);
  await work();
  await owner.query('DROP TRIGGER dawdle ON authority_interval');
};
const allowed = async (where: string, seconds: number) =>
  (
    await owner.query(
      `SELECT commit_allowance_ms AS allowed, effective_from - closed_at >= interval '${seconds} seconds' AS later
         FROM decision WHERE ${where}`,
    )
  ).rows;

it('a shift on a slow day comes later and not never, and so does the way back that its guard takes', async () => {
  const acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
  const guards = [{ criterion: 'outcomes-match', onBreak: 'roll_back' as const }];
  const move = await accepted(acts.advance({ to: 'selective', lanes: [reads], guards }));
  const decision = await acts.signed(move, 'business', 'operations', 'risk');
  await onASlowDay(() => accepted(acts.execute(decision, 'lead')));
  // three seconds instead of one, and the lease of two, or of one inside a window, after that
  expect(await allowed(`number = ${decision.number}`, 5)).toEqual([{ allowed: 3_000, later: true }]);
  const pairs = Array.from({ length: 60 }, (_, at) => [`${at}.00`, `${at}.50`] as const);
  await onASlowDay(() => accepted(acts.send(badRun('r-bad', acts.justNow(), pairs))));
  expect(await allowed("kind = 'rollback'", 4)).toEqual([{ allowed: 3_000, later: true }]);
});
