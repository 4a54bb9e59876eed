import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunFacts } from '@/lib/domain/comparison/run-facts';
import { endDelegation } from '@/lib/usecases/commands/end-delegation';
import { giveDelegation } from '@/lib/usecases/commands/give-delegation';
import { placeHold } from '@/lib/usecases/commands/place-hold';
import { actsIn, goodRun, reads } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House, testManifest } from '@/lib/usecases/testing/house';
import { viewBoard } from './view-board';
import { viewContext } from './view-context';
import { viewDecision } from './view-decision';
import { viewDecisionRecord } from './view-decision-record';
import { viewDecisions } from './view-decisions';
import { viewDecommission } from './view-decommission';
import { viewLedger } from './view-ledger';
import { viewMyWork } from './view-my-work';
import { viewPattern } from './view-pattern';
import { viewPatterns } from './view-patterns';
import { viewPropose } from './view-propose';
import { viewRules } from './view-rules';
import { viewRun } from './view-run';
import { viewRuns } from './view-runs';
import { viewSettings } from './view-settings';
import { viewShell } from './view-shell';
import { viewTimeline } from './view-timeline';

// One program walked from planned to selective and back; each screen is asked along the way.

type Role = keyof House['as'];

let house: House;
beforeAll(async () => {
  house = await buildHouse(
    testManifest((manifest) => {
      const [payments] = manifest.contexts;
      if (payments === undefined) throw new Error('the test manifest has a context');
      payments.subscribers = [
        { slug: 'treasury', name: 'Treasury', workloads: ['reads'], owner: 'finance@house.example' },
      ];
      manifest.contexts.push({ ...payments, slug: 'letters', name: 'Letters', subscribers: [] });
      manifest.retirementItems = [
        ...(manifest.retirementItems ?? []),
        {
          slug: 'old-console',
          kind: 'access',
          title: 'Old console',
          owner: 'owner@house.example',
          dueOn: '2020-01-31',
        },
      ];
    }),
  );
});
afterAll(() => house?.drop());

/** A decision proposed, shown to each signer, and told by its number. */
const propose = async (step: Parameters<ReturnType<typeof actsIn>['advance']>[0]) =>
  (await accepted(actsIn(house).advance({ title: 'Move it', ...step }))).number;

const shown = (role: Role, number: number) => accepted(viewDecision(house.as[role], house.program, number));

const sign = async (number: number, ...roles: Role[]) => {
  for (const role of roles) await accepted(actsIn(house).signOff(await shown(role, number), role));
};

const execute = async (number: number) => {
  await accepted(actsIn(house).execute(await shown('engineer', number)));
};

const send = (facts: RunFacts) => accepted(actsIn(house).send(facts));

const lanes = [reads];

const minuteAgo = () => new Date(Date.now() - 60_000);
const whole = {
  legacy: 1000,
  target: 1000,
  compared: 1000,
  matched: 1000,
  mismatched: 0,
  missingInTarget: 0,
  missingInLegacy: 0,
};

const differing = (legacy: string, target: string, correlationId: string): RunFacts['discrepancies'][number] => ({
  correlationId,
  kind: 'value',
  field: 'amount',
  legacy,
  target,
  dimensions: { productLine: 'motor' },
  observedAt: null,
});

describe('before anything has moved', () => {
  it('the board says what each gate waits for, and the frame draws a lock without water', async () => {
    const board = await accepted(viewBoard(house.as.lead, house.program));
    expect(board.lede).toBe(
      'Two contexts have yet to move. Two items must go by 31 Mar 2031, and nothing has gone yet.',
    );
    const payments = board.rows.find(({ slug }) => slug === 'payments');
    expect(payments?.gate).toMatchObject({ from: 'planned', to: 'shadow', state: 'closed' });
    expect(payments?.canOpen).toEqual({ kind: 'none', at: null, note: 'after an attestation' });
    expect(payments?.propose).toEqual({ allowed: true, why: null });
    expect(board.due.map(({ kind, overdue }) => [kind, overdue])).toEqual([
      ['retirement_item', true],
      ['retirement_item', false],
      ['hard_date', false],
    ]);
    const shell = await accepted(viewShell(house.as.viewer, house.program));
    expect(shell.program?.contexts[0]?.lock).toMatchObject({ stage: 'planned', legacy: { share: null, nines: 0 } });
    expect(shell.createProgram.allowed).toBe(false);
  });

  it('an instant before the first shift is answered by legacy alone, and one before the record by nothing', async () => {
    const asked = { context: 'payments', workload: 'reads', audience: 'cohort:eu-motor' };
    const now = await accepted(viewTimeline(house.as.auditor, house.program, asked));
    expect(now.answer).toMatchObject({ side: 'legacy', epoch: 0, decision: null });
    const long = await accepted(viewTimeline(house.as.auditor, house.program, { ...asked, at: '2019-01-01T00:00Z' }));
    expect(long.answer).toMatchObject({ side: null, decision: null });
    expect(long.answer?.sentence).toMatch(/^On 1 January 2019 at 00:00 UTC, nothing was on record about Payments\./);
  });

  it('a question that cannot be read is answered with why', async () => {
    const { error, answer } = await accepted(viewTimeline(house.as.auditor, house.program, { at: 'yesterday' }));
    expect(error).toBe('“yesterday” is no time that can be read; one is written 2026-10-31T23:59Z.');
    expect(answer).toBeNull();
    const elsewhere = await accepted(viewTimeline(house.as.auditor, house.program, { context: 'nowhere' }));
    expect(elsewhere.error).toContain('“nowhere”');
  });

  it('the inbox draws no comfort from comparisons that nobody made', async () => {
    const { lede, rows } = await accepted(viewPatterns(house.as.lead, house.program, {}));
    expect([lede, rows]).toEqual(['Nothing has been compared yet.', []]);
  });

  it('to a stranger there is no such program', async () => {
    const stranger = {
      ...house.as.viewer,
      actor: { ...house.as.viewer.actor, personId: '018f0000-0000-7000-8000-000000000000' },
    };
    for (const screen of [viewBoard, viewSettings]) {
      const seen = await screen(stranger as typeof house.as.viewer, house.program);
      expect(seen).toMatchObject({ ok: false, refusal: { code: 'not_found' } });
    }
  });
});

describe('once a decision is open', () => {
  it('waits for who can sign it, and says why the gate keeps an approval out', async () => {
    const number = await propose({ to: 'shadow' });
    const work = await accepted(viewMyWork(house.as.owner));
    expect(work.lede).toMatch(/^One decision waits for you as context owner\./);
    expect(work.waiting).toMatchObject([
      { number, role: 'owner', standing: 'nobody has signed yet; you are the last' },
    ]);
    const view = await accepted(viewDecision(house.as.owner, house.program, number));
    expect(view.acts.approve).toMatchObject({ allowed: false, roles: ['owner'] });
    expect(view.acts.approve.why).toContain('An approval given now would not survive');
    expect(view.acts.refuse).toMatchObject({ allowed: true, roles: ['owner'] });
    expect(view.missing.map(({ mark }) => mark)).toEqual(['criterion', 'slot']);
    expect(view.lede).toContain(
      'It cannot be executed yet: one criterion is insufficient and one sign-off is missing.',
    );
    const proposer = await accepted(viewDecision(house.as.lead, house.program, number));
    expect(proposer.acts.approve.allowed).toBe(false);
    expect(proposer.acts.withdraw.allowed).toBe(true);
  });

  it('opens with an attestation, and is executed by somebody who did not sign', async () => {
    await actsIn(house).attestRunbook();
    const context = await accepted(viewContext(house.as.operations, house.program, 'payments'));
    expect(context.gate?.state).toBe('open');
    expect(context.attestables).toMatchObject([
      { criterionKey: 'runbook', last: { by: 'Person of operations' }, attest: { allowed: true } },
    ]);
    await sign(1, 'owner');
    const ready = await accepted(viewDecision(house.as.engineer, house.program, 1));
    expect(ready).toMatchObject({ state: 'approved', acts: { execute: { allowed: true } } });
    await execute(1);
    const done = await accepted(viewDecision(house.as.engineer, house.program, 1));
    expect(done.state).toBe('executed');
    expect(done.slots).toMatchObject([{ role: 'owner', filled: [{ name: 'Person of owner' }] }]);
    expect(done.change.after?.cells[0]).toMatchObject({
      side: 'legacy',
      participation: { target: 'shadow' },
      epoch: 1,
    });
    expect(done.said.map(({ sentence }) => sentence).at(-1)).toBe('Person of lead proposed D-1, an advance: Move it.');
  });
});

describe('when runs come', () => {
  it('the triage list pages its patterns, and one is traced through the rules in force', async () => {
    const totals = { ...whole, matched: 998, mismatched: 2 };
    await send(
      goodRun('a', minuteAgo(), {
        totals,
        discrepancies: [differing('10.00', '9.00', 'C-1'), differing('20.00', '19.50', 'C-2')],
      }),
    );
    const list = await accepted(viewPatterns(house.as.lead, house.program, {}));
    expect(list.page.total).toBe(1);
    expect(list.lede).toBe('2 open discrepancies are 1 pattern. One has no explanation; it is nobody’s.');
    expect(list.states).toContainEqual({ value: 'open', label: 'open', count: 1 });
    expect((await accepted(viewPatterns(house.as.lead, house.program, { severity: 'minor' }))).rows).toEqual([]);
    const pattern = await accepted(viewPattern(house.as.engineer, house.program, 1));
    expect(pattern.example).toMatchObject({ legacy: '10.00', target: '9.00', difference: '-1' });
    expect(pattern.trace.at(-1)?.parts).toBe(false);
    expect(pattern.trace.filter(({ parts }) => parts)).toHaveLength(1);
    expect(pattern.distribution?.finding).toBe('Target is lower in all 2, from 0.5 to 1.');
    expect(pattern.dimensions).toEqual([
      { name: 'productLine', values: [{ value: 'motor', count: 2, open: 2 }], others: 0 },
    ]);
    expect(pattern.triage.allowed).toBe(true);
  });

  it('a run says what it compared, and the list what each filter would show', async () => {
    const one = await accepted(viewRun(house.as.viewer, house.program, 1));
    expect(one.lede).toMatch(/^Compared 1 000 outcomes on .*; 99.8 % match. 2 differ\.$/);
    expect(one.discrepancies).toMatchObject([
      { correlationId: 'C-1', pattern: 1 },
      { correlationId: 'C-2', pattern: 1 },
    ]);
    expect(await viewRun(house.as.viewer, house.program, 99)).toMatchObject({
      ok: false,
      refusal: { code: 'not_found' },
    });
    const list = await accepted(viewRuns(house.as.viewer, house.program, { context: 'letters' }));
    expect(list.rows).toEqual([]);
    expect(list.contexts).toEqual([{ value: 'payments', label: 'Payments', count: 1 }]);
  });

  it('a lock fills to what both sides agree on', async () => {
    const { program } = await accepted(viewShell(house.as.lead, house.program));
    expect(program?.contexts.map(({ lock }) => lock.legacy.share)).toEqual(['0.998', null]);
  });
});

describe('a move and its way back', () => {
  it('shows what changes, opens the way back, and goes back through it', async () => {
    await send(
      goodRun('b', new Date(), { window: { from: new Date(Date.now() - 50_000), to: new Date(Date.now() - 10_000) } }),
    );
    const validated = await propose({ to: 'validated' });
    await sign(validated, 'owner', 'business');
    await execute(validated);

    const choice = await accepted(
      viewPropose(house.as.lead, house.program, {
        context: 'payments',
        to: 'selective',
        lanes: ['reads/cohort:eu-motor'],
      }),
    );
    expect(choice).toMatchObject({ to: 'selective', picked: lanes, title: 'Move reads, EU motor, to target' });
    expect(choice.propose).toEqual({ allowed: true, why: null });
    expect(choice.slots.map(({ role }) => role)).toEqual(['business', 'operations', 'risk']);

    const move = await propose({ to: 'selective', lanes, rollbackDays: 14 });
    const open = await accepted(viewDecision(house.as.risk, house.program, move));
    expect(open.change.after?.cells.filter(({ side }) => side === 'target')).toHaveLength(1);
    expect(open.change.takesEffect).toBe(
      'epoch 2, 3 s after it is executed: one second and the lease of 2 s now in force',
    );
    expect(open.wayBack).toMatchObject({ state: 'lossy', days: 14, rollback: { allowed: false } });
    await sign(move, 'business', 'operations', 'risk');
    await execute(move);

    const context = await accepted(viewContext(house.as.operations, house.program, 'payments'));
    expect(context.authority.sentence).toMatch(
      /^5 lanes, legacy in all of them; 1 change is on record and not yet in effect\.$/,
    );
    expect(context.rollback.lanes).toMatchObject([{ workload: 'reads', text: 'reads, EU motor' }]);
    expect(context.rollback.act.allowed).toBe(true);
    expect((await accepted(viewContext(house.as.risk, house.program, 'payments'))).rollback.act.allowed).toBe(false);

    const after = new Date(Date.now() + 60_000).toISOString();
    const asked = { context: 'payments', workload: 'reads', audience: 'cohort:eu-motor', at: after };
    const future = await accepted(viewTimeline(house.as.auditor, house.program, asked));
    expect(future.answer).toMatchObject({ side: 'target', epoch: 2, decision: move });
    expect(future.answer?.sentence).toContain(
      'target will be authoritative for Payments, reads, EU motor, because of decision',
    );
    expect(future.answer?.sentence).toMatch(/A decision may still change it\.$/);
    expect(future.rows.map(({ asked: here }) => here)).toEqual([true, false]);

    const known = new Date().toISOString();
    await accepted(actsIn(house).back(lanes, 'Duplicate orders.'));
    const since = await accepted(viewTimeline(house.as.auditor, house.program, { ...asked, knownAt: known }));
    expect(since.answer).toMatchObject({ side: 'target', decision: move });
    expect(since.answer?.sentence).toMatch(/Today the record says legacy, because of decision D-\d+\.$/);
    const today = await accepted(viewTimeline(house.as.auditor, house.program, asked));
    expect(today.answer).toMatchObject({ side: 'legacy', epoch: 3 });
    expect(today.answer?.because).toMatch(/is a rollback by Person of operations: Duplicate orders\.$/);
  });

  it('asks for the review of the rollback, and a hold blocks the gate', async () => {
    const work = await accepted(viewMyWork(house.as.risk));
    expect(work.waiting).toMatchObject([{ role: 'risk', gate: null }]);
    expect(work.waiting[0]?.dueAt).not.toBeNull();
    await accepted(placeHold(house.as.risk, house.program, { context: 'payments', reason: 'Until we know why.' }));
    const {
      gate,
      holds: [hold],
      placeHold: again,
      canOpen,
    } = await accepted(viewContext(house.as.risk, house.program, 'payments'));
    expect(gate).toMatchObject({ state: 'blocked' });
    expect(gate?.sentence).toContain('“Until we know why.”');
    expect(hold).toMatchObject({ reason: 'Until we know why.', lift: { allowed: true } });
    expect(again.allowed).toBe(true);
    expect(canOpen.kind).toBe('none');
  });

  it('every decision is listed with how it stands, and printed with what it stood on', async () => {
    const list = await accepted(viewDecisions(house.as.business, house.program, {}));
    expect(list.rows.map(({ state }) => state)).toEqual(['open', 'executed', 'executed', 'executed', 'executed']);
    expect(list.rows[0]).toMatchObject({ kind: 'review_rollback', waitsForYou: true });
    const record = await accepted(viewDecisionRecord(house.as.auditor, house.program, 3));
    expect(record.preflight?.evaluations.length).toBeGreaterThan(0);
    expect(record.runs.map(({ number }) => number)).toContain(2);
    expect(record.entries.map(({ type }) => type)).toContain('authority.shifted');
    expect(record.decision.criteria?.gate.state).toBe('open');
  });
});

describe('the other screens', () => {
  it('the ledger pages both ways, filters, and shows one entry word for word', async () => {
    const first = await accepted(viewLedger(house.as.auditor, house.program, { entry: 0 }));
    expect(first.rows[0]?.index).toBe(first.size - 1);
    expect(first.entry?.canonical).toContain('"index":0');
    const next = await accepted(viewLedger(house.as.auditor, house.program, { cursor: first.page.next ?? 'b40' }));
    expect(next.rows[0]?.index).toBeLessThan(first.rows.at(-1)?.index ?? 40);
    const shifts = await accepted(viewLedger(house.as.auditor, house.program, { type: 'authority.shifted' }));
    expect(shifts.page.total).toBe(1);
    expect(shifts.lede).toContain('1 entry fits the filter.');
    expect(shifts.contexts).toEqual([{ value: 'payments', label: 'Payments', count: 1 }]);
  });

  it('the decommission page names the overdue item and who legacy still serves', async () => {
    const page = await accepted(viewDecommission(house.as.owner, house.program, { state: 'overdue' }));
    expect(page.items).toMatchObject([{ slug: 'old-console', yours: true, markDone: { allowed: true } }]);
    expect(page.readers).toMatchObject([{ name: 'Treasury', workloads: ['reads'] }]);
    expect(page.lede).toBe('2 of 2 items remain. One is overdue. Legacy still serves one subscriber.');
    expect(page.extend).toEqual({ allowed: true, why: null });
  });

  it('settings show keys to who manages them, and rules say what a draft would change', async () => {
    const settings = await accepted(viewSettings(house.as.admin, house.program));
    expect(settings.members).toHaveLength(10);
    expect(settings.addMember.allowed).toBe(true);
    expect(settings.policy.sentences[0]).toContain('takes one person of operations');
    const rules = await accepted(viewRules(house.as.engineer, house.program, { context: 'payments' }));
    expect(rules.lede).toBe(
      'No rules are in force for Payments, so every difference is unclassified and critical. Version 1 is a draft by Person of admin.',
    );
    expect(rules.activate).toEqual({ allowed: true, why: null });
  });

  it('settings show a place lent to who lent it first, to the other, and to everybody with who may end it', async () => {
    const toId = (await accepted(viewSettings(house.as.admin, house.program))).members.find(
      ({ roles }) => roles[0] === 'engineer',
    )?.id;
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const loan = { to: String(toId), role: 'risk' as const, contexts: ['letters'], until, reason: 'On leave.' };
    const { id } = await accepted(giveDelegation(house.as.risk, house.program, loan));
    const seen = async (role: Role) => (await accepted(viewSettings(house.as[role], house.program))).lent;
    expect(await seen('risk')).toMatchObject({
      lend: { allowed: true },
      roles: ['risk'],
      items: [
        { id, from: { you: true }, to: { you: false }, contexts: ['Letters'], counts: true, end: { allowed: true } },
      ],
    });
    expect((await seen('engineer')).items).toMatchObject([{ to: { you: true }, end: { allowed: true } }]);
    expect((await seen('admin')).items).toMatchObject([{ end: { allowed: true } }]);
    const watcher = await seen('viewer');
    expect(watcher.lend).toMatchObject({ allowed: false, why: expect.stringContaining('This needs the role') });
    expect(watcher.items).toMatchObject([
      { end: { allowed: false, why: expect.stringContaining('or an administrator') } },
    ]);
    await accepted(endDelegation(house.as.engineer, house.program, id));
    expect((await seen('risk')).items).toEqual([]);
  });
});
