import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { executeDecision } from '@/lib/usecases/commands/execute-decision';
import { markRetirementItem } from '@/lib/usecases/commands/mark-retirement-item';
import { rollBack } from '@/lib/usecases/commands/roll-back';
import { beginDemoLoading } from '@/lib/usecases/commands/switch-demo-loading';
import { readAuthorityRecord } from '@/lib/usecases/queries/authority';
import { readDecision } from '@/lib/usecases/queries/list-decisions';
import { actsIn, dayMs, goodRun, reads, writes } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, cast, type House, testManifest } from '@/lib/usecases/testing/house';

// A window that stays open longer, and the end of legacy, each at its boundary. Instants are the database's to the
// millisecond: the clock is set to them, as only the demo loader may.

let house: House;
let acts: ReturnType<typeof actsIn>;
beforeAll(async () => {
  house = await buildHouse(
    testManifest((manifest) => {
      manifest.policy = { leaseSeconds: 2, windowLeaseSeconds: 1, decisionDays: 30 };
    }),
  );
  await accepted(beginDemoLoading());
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
});
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

const told = { title: 'A change', rationale: 'It is needed.' };
const code = async (result: Promise<{ ok: boolean; refusal?: { code: string } }>): Promise<string> => {
  const answer = await result;
  return answer.ok ? 'accepted' : (answer.refusal?.code ?? 'none');
};
const signedOff = async (body: ProposalBody): Promise<DecisionView> => {
  const decision = await accepted(acts.propose(body));
  const voices = decision.slots.flatMap(({ role }) => cast.filter((person) => person === role));
  return acts.signed(decision, ...voices);
};
const at = (instant: Date, role: keyof House['as']) => ({ ...house.as[role], simulatedAt: instant });
const executeAt = (instant: Date, { id, revision, evidenceHash }: DecisionView) =>
  executeDecision(at(instant, 'engineer'), house.program, id, { revision, evidenceHash });
const closing = async (workload: string): Promise<Date> => {
  const { closesAt } = await inSnapshot((db) =>
    db.rollbackWindow.findFirstOrThrow({ where: { lane: { workload, audience: { slug: 'eu-motor' } } } }),
  );
  return closesAt;
};
const longer = (lane: typeof reads | typeof writes, by: object): ProposalBody => ({
  kind: 'extend_rollback_window',
  context: 'payments',
  lanes: [lane],
  ...by,
  ...told,
});

describe('a rollback window stays open longer by a decision of its own', () => {
  let first: Date;
  let second: Date;
  beforeAll(async () => {
    await acts.toSelective([reads], { rollbackDays: 2 });
    acts.goForward(0.5);
    await accepted(acts.send(goodRun('r-2', acts.justNow())));
    await acts.toSelective([writes], { rollbackDays: 2 });
    [first, second] = [await closing('reads'), await closing('writes')];
  });

  it('a millisecond before it closes, counted, and the way back follows at once', async () => {
    const decision = await signedOff(longer(reads, { days: 1 }));
    const late = await signedOff(longer(writes, { days: 1 }));
    await accepted(executeAt(new Date(first.getTime() - 1), decision));
    expect(await closing('reads')).toEqual(new Date(first.getTime() + dayMs));
    const record = await accepted(readAuthorityRecord(house.as.lead, house.program, { at: null, knownAt: null }));
    const windows = JSON.stringify(record);
    expect(windows).toContain(new Date(first.getTime() + dayMs).toISOString());
    const entries = await inSnapshot((db) => db.ledgerEntry.findMany({ where: { type: 'window.extended' } }));
    const { from, to, number } = JSON.parse(Buffer.from(entries[0]?.bytes ?? []).toString()).data;
    expect([from, to, number]).toEqual([first.toISOString(), new Date(first.getTime() + dayMs).toISOString(), 1]);
    expect(await code(executeAt(second, late))).toBe('stale_view');
    expect(await code(executeAt(new Date(second.getTime() + 1), late))).not.toBe('accepted');
    expect(await closing('writes')).toEqual(second);
    const back = (lane: typeof reads | typeof writes, instant: Date) =>
      rollBack(at(instant, 'operations'), house.program, 'payments', { lanes: [lane], reason: 'Complaints.' });
    expect(await code(back(writes, new Date(second.getTime() + 2)))).toBe('window_closed');
    expect(await code(back(reads, new Date(second.getTime() + 3)))).toBe('accepted');
  });
});

describe('the end of legacy', () => {
  const retire: ProposalBody = { kind: 'retire_legacy', context: 'payments', ...told };
  const stands = async () => (await inSnapshot((db) => db.context.findFirstOrThrow())).stage;
  const mark = (state: 'done' | 'open') =>
    markRetirementItem(
      acts.as('lead'),
      house.program,
      'month-report',
      state === 'done' ? { state, evidence: 'It is off.' } : ({ state } as never),
    );

  it('names everything that keeps it, is refused while any of it does, and is raced by none', async () => {
    const review = await inSnapshot((db) => db.decision.findFirstOrThrow({ where: { kind: 'review_rollback' } }));
    acts.goForward(4);
    const answer = await acts.propose(retire);
    const codes = answer.ok ? [] : (answer.refusal.errors ?? []).map((error) => error.code);
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'retirement_blocked' } });
    expect(new Set(codes)).toEqual(new Set(['stage', 'lane_on_legacy', 'review_open', 'item_open']));

    const open = await accepted(readDecision(acts.as('lead'), house.program, review.id));
    const voices = open.slots.flatMap(({ role }) => cast.filter((person) => person === role));
    // A review takes effect with its last sign-off.
    await acts.signed(open, ...voices);
    await accepted(acts.send(goodRun('r-3', acts.justNow())));
    await acts.attestRunbook();
    const full = await accepted(acts.advance({ to: 'full', rollbackDays: 1 }));
    await accepted(
      acts.execute(
        await acts.signed(full, ...full.slots.flatMap(({ role }) => cast.filter((person) => person === role))),
      ),
    );
    acts.goForward(0.5);
    const still = await acts.propose(retire);
    expect(still.ok ? [] : new Set((still.refusal.errors ?? []).map((error) => error.code))).toEqual(
      new Set(['window_open', 'item_open']),
    );
    acts.goForward(1);
    expect(await code(acts.propose(retire))).toBe('retirement_blocked');
    await accepted(mark('done'));
    const decision = await signedOff(retire);
    // Opened again in the same moment: whichever comes first, legacy is never retired with an open item.
    const [executed, reopened] = await Promise.all([code(acts.execute(decision)), code(mark('open'))]);
    const stage = await stands();
    expect([executed === 'accepted', stage]).toEqual(executed === 'accepted' ? [true, 'retired'] : [false, 'full']);
    expect(reopened).toBe('accepted');
    if (stage === 'full') {
      await accepted(mark('done'));
      await accepted(acts.execute(decision));
    }
    expect(await stands()).toBe('retired');
    expect(await code(acts.back([reads]))).toBe('window_closed');
    expect(await code(acts.propose({ kind: 'rollback', context: 'payments', lanes: [reads], ...told }))).toBe(
      'transition_not_allowed',
    );
    expect(await code(acts.propose(retire))).toBe('retirement_blocked');
  });
});
