import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { placeHold } from '@/lib/usecases/commands/place-hold';
import { viewDecision } from '@/lib/usecases/queries/view-decision';
import { viewDecisionRecord } from '@/lib/usecases/queries/view-decision-record';
import { viewDecisions } from '@/lib/usecases/queries/view-decisions';
import { viewLedger } from '@/lib/usecases/queries/view-ledger';
import { viewTimeline } from '@/lib/usecases/queries/view-timeline';
import { actsIn, badRun, reads } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, cast, type House, testManifest } from '@/lib/usecases/testing/house';

// What a decision's page says depends on where the decision stands: a draft is yet to come, what is over is told as it
// stood then, and one about a way back tells of that.

let house: House;
let acts: ReturnType<typeof actsIn>;
/** The extension before anybody signed it. */
let unsigned: Awaited<ReturnType<typeof shown>>;
const numbers = { refused: 0, draft: 0, move: 0, extension: 0, rollback: 0, risk: 0, dated: 0 };

const told = { title: 'A change', rationale: 'It is needed.' };
const shown = (number: number) => accepted(viewDecision(house.as.lead, house.program, number));
const voicesOf = ({ slots }: DecisionView) => slots.flatMap(({ role }) => cast.filter((person) => person === role));
const carryOut = async (body: ProposalBody): Promise<DecisionView> => {
  const decision = await accepted(acts.propose(body));
  return accepted(acts.execute(await acts.signed(decision, ...voicesOf(decision))));
};
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

const accepting = {
  kind: 'accept_risk',
  context: 'payments',
  criterion: 'no-major',
  owner: 'owner@house.example',
  gap: 'Five in a thousand differ.',
  mitigation: 'Somebody looks at each.',
  until: inDays(10),
  ...told,
} as const satisfies ProposalBody;

beforeAll(async () => {
  house = await buildHouse(
    testManifest((manifest) => {
      const [payments] = manifest.contexts;
      const asked = payments?.criteria?.transitions['selective>selective'];
      asked?.push({
        key: 'no-major',
        title: 'No major pattern is open',
        gate: 'data_and_state',
        kind: 'discrepancy_ceiling',
        blocking: true,
        severity: 'major',
        max: 0,
      });
    }),
  );
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();

  const refused = await accepted(acts.advance({ to: 'selective', lanes: [reads], rollbackDays: 14 }));
  numbers.refused = refused.number;
  await accepted(acts.signOff(refused, 'risk', { verdict: 'refuse', comment: 'Too early.' }));

  const move = await acts.toSelective([reads], {
    rollbackDays: 3,
    guards: [{ criterion: 'outcomes-match', onBreak: 'roll_back' }],
  });
  numbers.move = move.number;
  const risk = await carryOut(accepting);
  numbers.risk = risk.number;
  const extension = await accepted(
    acts.propose({ kind: 'extend_rollback_window', context: 'payments', lanes: [reads], days: 2, ...told }),
  );
  unsigned = await shown(extension.number);
  await accepted(acts.execute(await acts.signed(extension, ...voicesOf(extension))));
  numbers.extension = extension.number;
  // What is found afterwards is nothing that the decisions before it stood on.
  await accepted(acts.send(badRun('late', new Date(Date.now() - 1_000), [['10.00', '9.00']])));
  const draft = await accepted(
    acts.propose({
      kind: 'advance',
      context: 'payments',
      to: 'selective',
      draft: true,
      lanes: [{ workload: 'writes', audience: 'cohort:eu-motor' }],
      rollbackDays: 7,
      ...told,
    }),
  );
  numbers.draft = draft.number;
  await accepted(acts.back([reads], 'Complaints.'));
  numbers.rollback = draft.number + 1;
  const dated = await accepted(acts.propose({ ...accepting, until: inDays(20), scheduledFor: inDays(3) }));
  await acts.signed(dated, ...voicesOf(dated));
  numbers.dated = dated.number;
  await accepted(placeHold(house.as.risk, house.program, { context: 'payments', reason: 'Until we know why.' }));
});
afterAll(() => house?.drop());

describe('a decision that is over', () => {
  it('shows no pattern, hold, router or proof of today as its own', async () => {
    for (const number of [numbers.refused, numbers.rollback, numbers.risk]) {
      expect(await shown(number)).toMatchObject({ patterns: null, holds: [], proofs: [] });
    }
    expect((await shown(numbers.refused)).routers).toEqual({});
    expect((await shown(numbers.draft)).patterns?.map(({ number }) => number)).toEqual([1]);
    expect((await shown(numbers.draft)).holds).toHaveLength(1);
  });

  it('names the risks of its own day, and none where it answers for no criterion', async () => {
    expect((await shown(numbers.refused)).risks).toEqual([]);
    expect((await shown(numbers.move)).risks).toEqual([]);
    expect((await shown(numbers.draft)).risks).toMatchObject([{ decision: numbers.risk, criterion: 'no-major' }]);
    expect((await shown(numbers.risk)).risks).toBeNull();
    expect((await shown(numbers.rollback)).risks).toBeNull();
  });

  it('is no earlier end of what it ended itself, and knows of none that came after it', async () => {
    const moved = new RegExp(`^Moved by D-${numbers.move} on [^,]*\\.$`);
    expect((await shown(numbers.rollback)).tried.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(moved),
    ]);
    expect((await shown(numbers.extension)).tried.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(moved),
    ]);
  });

  it('that was refused is called refused, wherever it is told', async () => {
    const view = await shown(numbers.refused);
    expect(view.lede).toMatch(/^It was refused on .*, and nothing was changed\./);
    expect(view.said[0]?.sentence).toBe(`D-${numbers.refused} was refused: Too early.`);
    const list = await accepted(viewDecisions(house.as.lead, house.program, {}));
    expect(list.rows.find(({ number }) => number === numbers.refused)?.standing).toMatch(/^refused /);
    expect(list.states).toContainEqual({ value: 'rejected', label: 'refused', count: 1 });
  });
});

describe('a draft', () => {
  it('shows what it would change, when that would take effect, and the way back that it would open', async () => {
    const view = await shown(numbers.draft);
    expect(view.state).toBe('draft');
    const writes = view.change.after?.cells.find(
      (cell) => cell.workload === 'writes' && cell.audience === reads.audience,
    );
    expect(writes).toMatchObject({ side: 'target', decision: numbers.draft });
    expect(view.change.takesEffect).toMatch(/after it is executed/);
    expect(view.wayBack).toMatchObject({
      state: 'lossy',
      days: 7,
      sentence: expect.stringMatching(/^Open for 7 days/),
    });
    expect(view.wayBack.closesAt).not.toBeNull();
    expect(view.revisionNote).toBeNull();
  });

  it('is held against its criteria as they are now, and says that nothing of them is frozen', async () => {
    const { criteria } = await shown(numbers.draft);
    expect(criteria?.frozenAt).toBeNull();
    expect(criteria?.items.map(({ frozen, moved }) => [frozen, moved])).toEqual(
      criteria?.items.map(() => [null, false]),
    );
    const ceiling = criteria?.items.find(({ now }) => now.key === 'no-major');
    expect(ceiling?.now).toMatchObject({ outcome: 'waived', title: 'No major pattern is open' });
    expect(ceiling?.now.sentence).not.toMatch(/T\d{2}:\d{2}/);
  });
});

describe('a way back that stays open longer', () => {
  it('is asked for with both ends, by who may go back through it meanwhile', () => {
    const { wayBack } = unsigned;
    expect(wayBack).toMatchObject({ state: 'lossy', extended: { from: unsigned.documentChanges[0]?.before } });
    expect(wayBack.sentence).toMatch(
      new RegExp(
        `^The way back of reads, EU motor, opened by D-${numbers.move}, closes .* UTC; this would keep it open until .* UTC, its first extension\\. One person of operations goes back at once`,
      ),
    );
    expect(unsigned.proofs.map(({ workload }) => workload)).toEqual(['reads']);
  });

  it('is told with its old and its new end, how often it was extended, and its lanes by name', async () => {
    const view = await shown(numbers.extension);
    const { wayBack, documentChanges } = view;
    expect(documentChanges.map(({ place }) => place)).toEqual(['Way back of reads, EU motor']);
    expect(wayBack.extended?.from).toBe(documentChanges[0]?.before);
    expect(wayBack.closesAt).toBe(documentChanges[0]?.after);
    expect(wayBack.sentence).toMatch(
      new RegExp(
        `^The way back of reads, EU motor, opened by D-${numbers.move}, was to close .* UTC; it was kept open until .* UTC, its first extension\\. It was used\\.$`,
      ),
    );
  });
});

describe('what machines call by a key', () => {
  it('people read by its name: guards, risks, lanes in the ledger and in the record', async () => {
    expect((await shown(numbers.move)).change.guards[0]?.sentence).toMatch(
      /^Where “Match rate of outcomes over 7 days” is not met/,
    );
    expect((await shown(numbers.risk)).lede).toMatch(
      /^Person of owner took on until .* that “No major pattern is open” of Payments is not met\./,
    );
    const ledger = await accepted(viewLedger(house.as.auditor, house.program, { type: 'authority.shifted' }));
    expect(ledger.rows.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Authority over Payments, reads of EU motor, moves to target on \\d+ \\w{3} \\d{4} \\d{2}:\\d{2} UTC by D-${numbers.move}`,
        ),
      ),
    ]);
    const record = await accepted(viewDecisionRecord(house.as.auditor, house.program, numbers.move));
    for (const { sentence } of record.entries) expect(sentence).not.toMatch(/cohort:|T\d{2}:\d{2}:\d{2}/);
  });
});

it('a decision with a date says it as people write it', async () => {
  const list = await accepted(viewDecisions(house.as.lead, house.program, {}));
  const row = list.rows.find(({ number }) => number === numbers.dated);
  expect(row?.state).toBe('scheduled');
  expect(row?.standing).toMatch(/^approved, will be executed on \d+ \w{3}( \d{4})? \d{2}:\d{2} UTC$/);
});

it('the timeline knows a refused decision and a draft from what was executed', async () => {
  const timeline = await accepted(viewTimeline(house.as.auditor, house.program, {}));
  const states = new Map(timeline.contexts[0]?.decisions.map(({ number, state }) => [number, state]));
  expect([states.get(numbers.refused), states.get(numbers.draft)]).toEqual(['rejected', 'draft']);
});
