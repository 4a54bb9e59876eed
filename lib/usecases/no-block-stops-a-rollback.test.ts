import { v7 as uuid } from 'uuid';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LaneRef } from '@/lib/contract/v1/criteria';
import type { DecisionView } from '@/lib/contract/v1/decisions';
import { guardHold } from '@/lib/domain/hold/place-hold';
import { accept } from '@/lib/domain/kernel/refusal';
import { databaseUrl } from '@/lib/env';
import { findContext } from '@/lib/store/contexts';
import { insertHold } from '@/lib/store/holds';
import { audit } from '@/lib/store/testing/audit';
import { moveOutsideGates } from './commands/break-glass';
import { liftHold, liftHoldOnEverything } from './commands/lift-hold';
import { placeHold, placeHoldOnEverything } from './commands/place-hold';
import { beginDemoLoading } from './commands/switch-demo-loading';
import { withdrawDecision } from './commands/withdraw-decision';
import { actsIn, goodRun, reads, writes } from './testing/acts';
import { accepted, buildHouse, type House } from './testing/house';
import { transact } from './transact';

// Every kind of block there is, each against a move that nothing else stands in the way of, then all of them at once
// against a way back. Whoever adds a kind of block adds it to `blocks`.

let house: House;
let acts: ReturnType<typeof actsIn>;
/** Writes of EU motor and reads of it stand on target since this decision; their windows are open. */
let moved: DecisionView;

/** A block: what it refuses an execution with, and what puts it there and answers with what takes it away. */
type Block = { code: string; says: RegExp; place: () => Promise<() => Promise<unknown>> };

const onProgram = async (body: Parameters<typeof placeHold>[2]) => {
  const { id } = await accepted(placeHold(acts.as('risk'), house.program, body));
  return () => accepted(liftHold(acts.as('risk'), house.program, id, 'Over.'));
};

const openNow = () => ({ rule: null, durationMinutes: 120, from: minuteBefore(acts.instant()), zone: 'Europe/Berlin' });
const minuteBefore = (at: Date): string =>
  new Date(at.getTime() - 60_000).toLocaleString('sv', { timeZone: 'Europe/Berlin' }).replace(' ', 'T').slice(0, 16);

const blocks: Record<string, Block> = {
  'a hold on the context': {
    code: 'held',
    says: /Person of risk holds payments since .+: “Close\.”/,
    place: () => onProgram({ context: 'payments', reason: 'Close.' }),
  },
  'a hold on the program': {
    code: 'held',
    says: /Person of risk holds this program since .+: “Audit\.”/,
    place: () => onProgram({ reason: 'Audit.' }),
  },
  'a hold on everything': {
    code: 'held',
    says: /Person of admin holds everything since .+: “Incident\.”/,
    place: async () => {
      const { id } = await accepted(placeHoldOnEverything(acts.as('admin'), { reason: 'Incident.' }));
      return () => accepted(liftHoldOnEverything(acts.as('admin'), id, 'Over.'));
    },
  },
  'an open window of a freeze': {
    code: 'held',
    says: /Person of risk holds payments since .+ until .+: “Night\.”/,
    place: () => onProgram({ context: 'payments', reason: 'Night.', calendar: openNow() }),
  },
  'the hold of a broken guard': {
    code: 'held',
    says: /The guard of D-\d+ holds payments since .+: “Too slow\.”/,
    place: async () => {
      const id = await breakGuard();
      return () => accepted(liftHold(acts.as('risk'), house.program, id, 'Over.'));
    },
  },
};

const breakGuard = (): Promise<string> =>
  accepted(
    transact<string>(acts.as('engineer'), house.program, async (tx) => {
      const context = await findContext(tx.db, tx.program.id, 'payments');
      if (context === null) throw new Error('the house has payments');
      const guard = { id: moved.id, number: moved.number };
      const broken = { id: uuid(), guard, reason: 'Too slow.', placedAt: tx.at };
      const { hold, facts } = guardHold({ program: tx.program, context }, broken);
      await insertHold(tx.db, hold);
      facts.forEach(tx.record);
      return accept(hold.id);
    }),
  );

const breakGlass = (lanes: LaneRef[]) =>
  moveOutsideGates(acts.as('operations'), house.program, 'payments', {
    side: 'legacy',
    lanes,
    incident: 'INC-7',
    reason: 'Payments are lost.',
    method: 'password',
  });

/** What an execution is refused with: every reason, each with its code. */
const refusalOf = async (decision: DecisionView) => {
  const result = await acts.execute(decision);
  if (result.ok) return [];
  const { code, detail, errors = [] } = result.refusal;
  return errors.length > 0 ? errors : [{ code, detail }];
};

const proposeRest = async (workload: 'reads' | 'writes') => {
  const lanes = [{ workload, audience: 'cohort:rest' }];
  return acts.signed(await accepted(acts.advance({ to: 'selective', lanes })), 'business', 'operations', 'risk');
};

beforeAll(async () => {
  house = await buildHouse();
  await accepted(beginDemoLoading());
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
  moved = await acts.toSelective([reads, writes]);
}, 120_000);
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

it('each kind of hold alone keeps an approved move towards target from being executed', async () => {
  const approved = await proposeRest('reads');
  for (const [name, { code, says, place }] of Object.entries(blocks)) {
    const lift = await place();
    expect(await refusalOf(approved), name).toEqual([
      expect.objectContaining({ code, detail: expect.stringMatching(says) }),
    ]);
    await lift();
  }
  expect((await accepted(acts.execute(approved))).state).toBe('executed');
}, 60_000);

it('no kind of block stops a rollback inside its window, nor all of them at once', async () => {
  await accepted(acts.back([writes]));
  await accepted(breakGlass([reads]));
  const early = await proposeRest('writes');
  expect((await refusalOf(early)).map(({ code }) => code)).toContain('break_glass_unreviewed');
  await accepted(withdrawDecision(acts.as('lead'), house.program, early.id, { reason: 'Later.' }));
  acts.goForward(4); // beyond the time of its review, inside the windows
  await accepted(acts.send(goodRun('r-after', acts.justNow())));
  const approved = await proposeRest('writes');
  const codes = (await refusalOf(approved)).map(({ code }) => code);
  expect(codes).toContain('review_overdue');
  expect(codes).toContain('break_glass_overdue');
  for (const { place } of Object.values(blocks)) await place();
  const refusal = await refusalOf(approved);
  for (const [name, { code, says }] of Object.entries(blocks)) {
    const said = expect.objectContaining({ code, detail: expect.stringMatching(says) });
    expect(refusal, name).toContainEqual(said);
  }
  const back = await accepted(acts.back([{ workload: 'reads', audience: 'cohort:rest' }]));
  expect(back.authority).toMatchObject([{ next: { side: 'legacy' } }]);
}, 60_000);
