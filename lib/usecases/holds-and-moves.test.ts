import type pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LaneRef } from '@/lib/contract/v1/criteria';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { connectAs } from '@/lib/store/testing/raw';
import { liftHoldOnEverything } from './commands/lift-hold';
import { placeHoldOnEverything } from './commands/place-hold';
import { withdrawDecision } from './commands/withdraw-decision';
import { actsIn, reads, writes } from './testing/acts';
import { chanceOf, printedSeed } from './testing/chance';
import { accepted, buildHouse, type House, testManifest } from './testing/house';

// A move stands in its program's ledger, a hold on everything in the installation's: neither waits for the other by itself.
// No move towards target commits after such a hold without having seen it.

const seed = printedSeed('holds and moves', process.env.SEED);
const chance = chanceOf(seed);
const rounds = Math.min(90, Number(process.env.ROUNDS ?? 4));

let house: House;
let acts: ReturnType<typeof actsIn>;
let other: pg.Client;
beforeEach(async () => {
  house = await buildHouse(
    testManifest((manifest) => {
      const [payments] = manifest.contexts;
      const cohorts = Array.from({ length: rounds + 1 }, (_, round) => ({
        slug: `c${round}`,
        name: `Cohort ${round}`,
        percent: { from: round, to: round + 1 },
      }));
      payments?.cohorts?.push(...cohorts);
    }),
  );
  acts = actsIn(house);
  other = await connectAs(databaseUrl(), 'owner');
  await acts.toShadow();
  await acts.toValidated();
}, 120_000);
afterEach(async () => {
  await other?.end();
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

const everything = () => placeHoldOnEverything(house.as.admin, { reason: 'Stop the line.' });
/** A lane for each round: one that went back would not go forward again on the same evidence. */
const laneOf = (round: number): LaneRef => ({ workload: 'reads', audience: `cohort:c${round}` });
const signedMove = async (lane: LaneRef) =>
  acts.signed(await accepted(acts.advance({ to: 'selective', lanes: [lane] })), 'business', 'operations', 'risk');
const wordOf = (outcome: { ok: true } | { ok: false; refusal: { code: string } }) =>
  outcome.ok ? 'done' : outcome.refusal.code;

/** Whether a connection waits for a lock now. */
const somebodyWaits = async (): Promise<boolean> => {
  const asked = `SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
  return (await other.query<{ waiting: number }>(asked)).rows[0]?.waiting !== 0;
};
const untilSomebodyWaits = async () => {
  for (let turn = 0; turn < 200 && !(await somebodyWaits()); turn += 1) await new Promise((go) => setTimeout(go, 20));
  expect(await somebodyWaits()).toBe(true);
};

/**
 * Stops whoever has written everything and records an entry of a type, until `other` lets go of its advisory lock: before
 * the guards at commit look, or after they did.
 */
const stopAt = async (type: string, when: 'writing' | 'committing') => {
  const trigger = when === 'writing' ? 'TRIGGER' : 'CONSTRAINT TRIGGER';
  const deferred = when === 'writing' ? '' : 'DEFERRABLE INITIALLY DEFERRED';
  await other.query(`
    CREATE FUNCTION wait_here() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN PERFORM pg_advisory_xact_lock_shared(7); RETURN NULL; END $$;
    CREATE ${trigger} wait_here AFTER INSERT ON ledger_entry ${deferred}
      FOR EACH ROW WHEN (NEW.type = '${type}') EXECUTE FUNCTION wait_here();
    SELECT pg_advisory_lock(7)`);
};
const letGo = () => other.query('SELECT pg_advisory_unlock(7)');

it('a hold on everything that commits while a move is under way is seen by the move after all', async () => {
  const decision = await signedMove(reads);
  await stopAt('decision.executed', 'writing');
  const execution = acts.execute(decision);
  await untilSomebodyWaits();
  // The move has looked, found nothing and written everything; then the hold comes and commits.
  expect(wordOf(await everything())).toBe('done');
  await letGo();
  expect(wordOf(await execution)).toBe('held');
  expect(await inSnapshot((db) => db.authorityInterval.count({ where: { side: 'target' } }))).toBe(0);
});

it('a hold on everything that comes while a move commits is on record after it', async () => {
  const decision = await signedMove(reads);
  await stopAt('decision.executed', 'committing');
  const execution = acts.execute(decision);
  await untilSomebodyWaits();
  const holding = everything();
  await new Promise((go) => setTimeout(go, 300));
  expect(await inSnapshot((db) => db.hold.count())).toBe(0);
  await letGo();
  expect([wordOf(await execution), wordOf(await holding)]).toEqual(['done', 'done']);
});

it('a move waits for a hold on everything that is being placed, and then sees it', async () => {
  const decision = await signedMove(reads);
  await stopAt('hold.placed', 'committing');
  const holding = everything();
  await untilSomebodyWaits();
  const execution = acts.execute(decision);
  await new Promise((go) => setTimeout(go, 300));
  expect(await inSnapshot((db) => db.decision.count({ where: { id: decision.id, state: 'executed' } }))).toBe(0);
  await letGo();
  expect([wordOf(await holding), wordOf(await execution)]).toEqual(['done', 'held']);
});

it('a way back waits for nobody who places a hold', async () => {
  await accepted(acts.execute(await signedMove(reads)));
  const waiting = await accepted(acts.advance({ to: 'selective', lanes: [writes] }));
  await stopAt('hold.placed', 'committing');
  const holding = everything();
  await untilSomebodyWaits();
  expect(wordOf(await acts.back([reads]))).toBe('done');
  await letGo();
  expect(wordOf(await holding)).toBe('done');
  expect(waiting.state).toBe('open');
});

it('in a race each move is either done before the hold or held by it', async () => {
  for (let round = 0; round < rounds; round += 1) {
    const decision = await signedMove(laneOf(round));
    const later = (deed: () => Promise<Parameters<typeof wordOf>[0]>) =>
      new Promise((go) => setTimeout(go, chance.below(120))).then(deed);
    const [moved, hold] = await Promise.all([later(() => acts.execute(decision)), later(everything)]);
    expect(['done', 'held']).toContain(wordOf(moved));
    expect(wordOf(hold)).toBe('done');
    // From here on everybody sees it, whoever won.
    const next = await signedMove(laneOf(round + 1));
    expect(wordOf(await acts.execute(next))).toBe('held');
    const standing = await inSnapshot((db) => db.hold.findMany({ where: { liftedAt: null } }));
    for (const { id } of standing) await accepted(liftHoldOnEverything(house.as.admin, id, 'Next round.'));
    const open = await inSnapshot((db) => db.decision.findMany({ where: { state: 'open', kind: 'advance' } }));
    for (const { id } of open) await accepted(withdrawDecision(house.as.lead, house.program, id, { reason: 'Next.' }));
  }
}, 300_000);
