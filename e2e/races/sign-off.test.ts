import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DecisionView } from '@/lib/contract/v1/decisions';
import { databaseUrl } from '@/lib/env';
import { inSnapshot, inTransaction } from '@/lib/store/database';
import { setDemo } from '@/lib/store/installation';
import { audit } from '@/lib/store/testing/audit';
import { executeDecision } from '@/lib/usecases/commands/execute-decision';
import { grantRole } from '@/lib/usecases/commands/grant-role';
import { revokeRole } from '@/lib/usecases/commands/revoke-role';
import { revokeSignOff } from '@/lib/usecases/commands/revoke-sign-off';
import { giveSignOff } from '@/lib/usecases/commands/sign-decision';
import { withdrawDecision } from '@/lib/usecases/commands/withdraw-decision';
import type { Context } from '@/lib/usecases/context';
import { readDecision } from '@/lib/usecases/queries/list-decisions';
import { actsIn } from '@/lib/usecases/testing/acts';
import { chanceOf, printedSeed } from '@/lib/usecases/testing/chance';
import { accepted, buildHouse, type House, testManifest } from '@/lib/usecases/testing/house';
import { together } from '@/lib/usecases/testing/together';

// A sign-off at the very moment at which something takes its ground away. Whatever comes first, what was executed stood
// on people who, by the order of the ledger, still counted then. ROUNDS asks for more, SEED for the same ones again.

const chance = chanceOf(printedSeed('sign-off', process.env.SEED));
const rounds = Number(process.env.ROUNDS ?? 10);

let house: House;
let acts: ReturnType<typeof actsIn>;
beforeAll(async () => {
  house = await buildHouse(
    testManifest((manifest) => {
      manifest.policy = { leaseSeconds: 1, windowLeaseSeconds: 1, coolingOffHours: 0 };
    }),
  );
  acts = actsIn(house);
  await acts.toShadow();
}, 120_000);
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

/** Rules need one business owner: a decision that moves nothing can be opened again and again. */
const proposeStep = async (): Promise<DecisionView> =>
  accepted(acts.propose({ kind: 'rollback', context: 'payments', to: 'planned', title: 'Back', rationale: 'Enough.' }));

type EntryRow = { index: number; type: string; data: Record<string, unknown> };

const entriesOf = (ids: readonly string[]): Promise<EntryRow[]> =>
  inSnapshot(
    (db) => db.$queryRaw<EntryRow[]>`
      SELECT e.index, e.type, convert_from(e.bytes, 'UTF8')::jsonb->'data' AS data FROM ledger_entry e
       WHERE e.subject_id = ANY(${[...ids]}) ORDER BY e.index`,
  );

const stateOf = async (id: string): Promise<string> =>
  (await accepted(readDecision(house.as.viewer, house.program, id))).state;

/** The next round begins where this one did: the decision is over, and the context is in shadow again. */
const begin = async (decision: DecisionView): Promise<void> => {
  const state = await stateOf(decision.id);
  if (state === 'executed') await acts.toShadow();
  else if (['open', 'approved'].includes(state)) {
    await accepted(withdrawDecision(house.as.lead, house.program, decision.id, { reason: 'Next round.' }));
  }
};

const nearlySigned = async (): Promise<DecisionView> => acts.signed(await proposeStep(), 'business', 'operations');

const byName = (entries: readonly EntryRow[], type: string, where: (data: EntryRow['data']) => boolean) =>
  entries.filter((entry) => entry.type === type && where(entry.data)).map(({ index }) => index);

it(
  'against the revocation of another: executed only if that was still there',
  async () => {
    for (let round = 0; round < rounds; round += 1) {
      const decision = await nearlySigned();
      const given = decision.signOffs.find(({ role }) => role === 'business')?.id ?? '';
      const answers = await together(chance, {
        sign: () => acts.signOff(decision, 'risk'),
        revoke: () => revokeSignOff(house.as.business, house.program, decision.id, given),
        execute: () => acts.execute(decision),
      });
      const entries = await entriesOf([decision.id]);
      const [executed] = byName(entries, 'decision.executed', () => true);
      const [revoked] = byName(entries, 'sign_off.revoked', ({ signOff }) => signOff === given);
      expect(executed !== undefined && revoked !== undefined, JSON.stringify([...answers])).toBe(false);
      expect(answers.get('execute') === 'done').toBe(executed !== undefined);
      await begin(decision);
    }
  },
  rounds * 10_000,
);

it(
  'against a withdrawal: nothing is signed or executed afterwards',
  async () => {
    for (let round = 0; round < rounds; round += 1) {
      const decision = await nearlySigned();
      await together(chance, {
        sign: () => acts.signOff(decision, 'risk'),
        withdraw: () => withdrawDecision(house.as.lead, house.program, decision.id, { reason: 'No.' }),
        execute: () => acts.execute(decision),
      });
      const entries = await entriesOf([decision.id]);
      const [withdrawn] = byName(entries, 'decision.withdrawn', () => true);
      const later = withdrawn === undefined ? [] : entries.filter(({ index }) => index > withdrawn);
      expect(later.map(({ type }) => type)).toEqual([]);
      expect(['executed', 'withdrawn']).toContain(await stateOf(decision.id));
      await begin(decision);
    }
  },
  rounds * 10_000,
);

it(
  'against the removal of a role: executed only while whoever was counted held it',
  async () => {
    const { business } = house.people;
    for (let round = 0; round < rounds; round += 1) {
      const decision = await nearlySigned();
      await together(chance, {
        sign: () => acts.signOff(decision, 'risk'),
        remove: () => revokeRole(house.as.admin, house.program, business, 'business'),
        execute: () => acts.execute(decision),
      });
      const entries = await entriesOf([decision.id, business]);
      const [executed] = byName(entries, 'decision.executed', () => true);
      const removed = byName(entries, 'role.revoked', ({ role }) => role === 'business').at(-1) ?? -1;
      if (executed !== undefined) expect(executed).toBeLessThan(removed);
      await accepted(grantRole(house.as.admin, house.program, business, 'business'));
      await begin(decision);
    }
  },
  rounds * 10_000,
);

it(
  'against the decision’s expiry: nothing counts from that instant on',
  async () => {
    await inTransaction((db) => setDemo(db, { demo: true, loadingDemo: true }));
    for (let round = 0; round < rounds; round += 1) {
      const decision = await nearlySigned();
      const expiry = Date.parse(decision.expiresAt ?? '');
      const at = (role: keyof House['as'], ms: number): Context => ({
        ...acts.as(role),
        simulatedAt: new Date(expiry + ms),
      });
      const { id, revision, evidenceHash } = decision;
      const signing = {
        revision,
        evidenceHash,
        role: 'risk' as const,
        verdict: 'approve' as const,
        method: 'password' as const,
      };
      await together(chance, {
        sign: () => giveSignOff(at('risk', chance.below(3) - 1), house.program, id, signing),
        execute: () =>
          executeDecision(at('engineer', chance.below(3) - 1), house.program, id, { revision, evidenceHash }),
        'execute again': () =>
          executeDecision(at('lead', chance.below(3) - 1), house.program, id, { revision, evidenceHash }),
      });
      const counted = await inSnapshot((db) => db.signOff.findMany({ where: { decisionId: id } }));
      for (const { signedAt } of counted) expect(signedAt.getTime()).toBeLessThan(expiry);
      const kept = await inSnapshot((db) => db.decision.findUniqueOrThrow({ where: { id } }));
      if (kept.state === 'executed') expect(kept.closedAt?.getTime()).toBeLessThan(expiry);
      // The clock never goes back: the next round begins after this one's expiry.
      acts.goForward((expiry - acts.instant().getTime()) / 86_400_000 + 0.01);
      await begin(decision);
    }
  },
  rounds * 10_000,
);
