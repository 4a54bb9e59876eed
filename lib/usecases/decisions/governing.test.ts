import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { verifyDecisionRecord } from '@/lib/domain/ledger/verify-record';
import { defaultPolicy } from '@/lib/domain/policy/document';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { applyManifest } from '@/lib/usecases/commands/apply-manifest';
import { reviseDecision } from '@/lib/usecases/commands/revise-decision';
import { beginDemoLoading } from '@/lib/usecases/commands/switch-demo-loading';
import { listReplays, listRisks } from '@/lib/usecases/queries/list-risks';
import { readCriteria } from '@/lib/usecases/queries/read-criteria';
import { readDecisionRecord } from '@/lib/usecases/queries/read-decision-record';
import { readProgramManifest } from '@/lib/usecases/queries/read-program-manifest';
import { viewDecision } from '@/lib/usecases/queries/view-decision';
import { viewDecisions } from '@/lib/usecases/queries/view-decisions';
import { viewMyWork } from '@/lib/usecases/queries/view-my-work';
import { actsIn, dayMs, goodRun } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, cast, type House, testManifest } from '@/lib/usecases/testing/house';

// What governs a program changes by decision only: signed by others, side by side with what it replaces, and on record.

let house: House;
let acts: ReturnType<typeof actsIn>;
beforeAll(async () => {
  house = await buildHouse();
  await accepted(beginDemoLoading());
  acts = actsIn(house);
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
const voicesOf = (decision: DecisionView) =>
  decision.slots.flatMap(({ role }) => cast.filter((person) => person === role));
const carryOut = async (body: ProposalBody): Promise<DecisionView> => {
  const decision = await accepted(acts.propose(body));
  return accepted(acts.execute(await acts.signed(decision, ...voicesOf(decision))));
};
const policy = testManifest().policy ?? defaultPolicy;
const manifest = async () =>
  (await accepted(readProgramManifest(house.as.lead, house.program))) as ReturnType<typeof testManifest>;
const onRecord = () => inSnapshot((db) => db.program.findFirstOrThrow());
const criteria = () =>
  accepted(readCriteria(house.as.lead, house.program, 'payments', { transition: 'planned>shadow' }));

describe('the sign-off policy', () => {
  it('changes by decision: the old value beside the new, bound to what is signed, and on record afterwards', async () => {
    const document = { ...policy, reviewHours: 100 };
    const done = await carryOut({ kind: 'change_policy', document, ...told });
    expect(done).toMatchObject({
      state: 'executed',
      context: null,
      loosens: true,
      changes: [{ path: '/reviewHours', before: 72, after: 100, direction: 'looser' }],
    });
    const program = await onRecord();
    expect((await manifest()).policy).toEqual(document);
    expect(program.manifestDigest).toBe(documentDigest(program.manifest));
    const versions = await inSnapshot((db) => db.policyVersion.findMany({ orderBy: { version: 'asc' } }));
    expect(versions.map(({ decisionId }) => decisionId)).toEqual([null, done.id]);
    expect(await code(acts.propose({ kind: 'change_policy', document, ...told }))).toBe('nothing_to_change');
    const record = await accepted(readDecisionRecord(house.as.auditor, house.program, done.id));
    expect(verifyDecisionRecord(JSON.parse(JSON.stringify(record)))).toMatchObject({ ok: true });
  });

  it('that gets looser meanwhile frees no open decision of a place, and who signs it lowers nothing for it', async () => {
    const strict = {
      ...policy,
      kinds: {
        ...policy.kinds,
        authorise_replay: [
          { role: 'owner' as const, count: 1 },
          { role: 'operations' as const, count: 1 },
        ],
      },
    };
    await carryOut({ kind: 'change_policy', document: strict, ...told });
    const open = await accepted(acts.propose(replay(-3)));
    expect(open.slots.map(({ role }) => role)).toEqual(['owner', 'operations']);
    const loose = { ...strict, kinds: { ...strict.kinds, authorise_replay: [{ role: 'owner' as const, count: 1 }] } };
    await carryOut({ kind: 'change_policy', document: loose, ...told });
    const view = await accepted(viewDecision(house.as.lead, house.program, open.number));
    expect(view.slots.map(({ role }) => role)).toEqual(['owner', 'operations']);
    const shown = { ...open, revision: view.revision, evidenceHash: view.evidenceHash };
    expect(await code(acts.execute(await acts.signed(shown, 'owner')))).toBe('sign_offs_missing');
    const later = await accepted(acts.propose(replay(-5)));
    expect(later.slots.map(({ role }) => role)).toEqual(['owner']);
    await carryOut({ kind: 'change_policy', document: policy, ...told });
  });

  it('shows on every screen, though it is of no context', async () => {
    const open = await accepted(
      acts.propose({ kind: 'change_policy', document: { ...policy, decisionDays: 3 }, ...told }),
    );
    const view = await accepted(viewDecision(house.as.owner, house.program, open.number));
    expect(view).toMatchObject({ context: null, documentChanges: [{ path: '/decisionDays', before: 7, after: 3 }] });
    const rows = await accepted(viewDecisions(house.as.owner, house.program, {}));
    expect(rows.rows.find(({ number }) => number === open.number)).toMatchObject({ context: null, waitsForYou: true });
    const work = await accepted(viewMyWork(house.as.owner));
    expect(work.waiting.find(({ number }) => number === open.number)).toMatchObject({ context: null, lock: null });
    await accepted(acts.execute(await acts.signed(open, ...voicesOf(open))));
    await carryOut({ kind: 'change_policy', document: policy, ...told });
  });
});

const replay = (days: number): ProposalBody => ({
  kind: 'authorise_replay',
  context: 'payments',
  side: 'target',
  from: new Date(acts.instant().getTime() + days * dayMs).toISOString(),
  to: new Date(acts.instant().getTime() + (days + 1) * dayMs).toISOString(),
  what: 'Payments that the feed lost.',
  containment: 'Mail is off on target.',
  until: new Date(acts.instant().getTime() + dayMs).toISOString(),
  ...told,
});

describe('the hard date', () => {
  it('moves by decision, later counted and earlier not', async () => {
    for (const to of ['2031-06-30', '2031-03-31', '2031-12-31'])
      await carryOut({ kind: 'extend_deadline', to, ...told });
    const entries = await inSnapshot((db) =>
      db.ledgerEntry.findMany({ where: { type: 'deadline.moved' }, orderBy: { index: 'asc' } }),
    );
    const said = entries.map(({ bytes }) => JSON.parse(Buffer.from(bytes).toString()).data.extensions);
    expect(said).toEqual([1, 1, 2]);
    expect((await manifest()).program.hardDate).toBe('2031-12-31');
    expect((await onRecord()).hardDate).toEqual(new Date('2032-01-01T00:00:00Z'));
    expect(await code(acts.propose({ kind: 'extend_deadline', to: '2020-01-01', ...told }))).toBe('invalid_body');
  });
});

describe('criteria, expected checks and what counts as the same', () => {
  const attested = {
    key: 'drill',
    gate: 'operations',
    kind: 'attestation',
    blocking: true,
    role: 'operations',
    statement: 'Drilled.',
    validDays: 30,
    scope: 'context',
  } as const;

  it('come into force together by one decision, and the manifest that is applied again asks for nothing more', async () => {
    const before = await manifest();
    const [context] = before.contexts;
    const transitions = {
      ...context?.criteria?.transitions,
      'planned>shadow': [...(context?.criteria?.transitions['planned>shadow'] ?? []), attested],
    };
    const body = {
      kind: 'activate_criteria',
      context: 'payments',
      criteria: { transitions },
      equivalence: 'To the cent.',
      ...told,
    } as const;
    const done = await carryOut(body);
    expect(done.changes.map(({ path, direction }) => [path, direction])).toEqual([
      ['/criteria/transitions/planned>shadow/drill', 'stricter'],
      ['/equivalence', 'other'],
    ]);
    expect((await criteria()).criteriaSetVersion).toBe(2);
    const after = await manifest();
    expect(after.contexts[0]).toMatchObject({ equivalence: 'To the cent.', criteria: { transitions } });
    expect(await accepted(applyManifest(house.as.lead, house.program, after))).toMatchObject({ changes: [] });
    expect(await code(acts.propose(body))).toBe('nothing_to_change');
  });

  it('of two open decisions about one part the second is refused, about another it is not', async () => {
    const words = (equivalence: string) =>
      acts.propose({ kind: 'activate_criteria', context: 'payments', equivalence, ...told });
    const first = await accepted(words('One.'));
    expect(await code(words('Two.'))).toBe('decision_overlap');
    const checks = await accepted(
      acts.propose({ kind: 'activate_criteria', context: 'payments', expectedChecks: [], ...told }),
    );
    expect([checks.loosens, checks.changes[0]?.direction]).toEqual([true, 'looser']);
    await accepted(acts.execute(await acts.signed(first, ...voicesOf(first))));
    // What the other would change is still what it was: its sign-offs may go on.
    expect((await accepted(viewDecision(house.as.lead, house.program, checks.number))).revision).toBe(1);
    const reason = 'Not that.';
    expect(
      await code(reviseDecision(house.as.lead, house.program, checks.id, { revision: 1, reason, title: 'Another' })),
    ).toBe('accepted');
  });
});

describe('an accepted risk', () => {
  const risk = (days: number): ProposalBody => ({
    kind: 'accept_risk',
    context: 'payments',
    criterion: 'drill',
    owner: 'risk@house.example',
    gap: 'Nobody drilled.',
    mitigation: 'Two people watch.',
    until: new Date(acts.instant().getTime() + days * dayMs).toISOString(),
    ...told,
  });

  it('lets a gate open while it is in force, both counts told, and stops by time alone', async () => {
    await acts.attestRunbook();
    expect(await criteria()).toMatchObject({ open: false, tally: { asked: 2, met: 1, withRisks: 1 } });
    const done = await carryOut(risk(5));
    const waived = await criteria();
    expect(waived).toMatchObject({ open: true, tally: { asked: 2, met: 1, withRisks: 2 } });
    expect(waived.evaluations.find(({ key }) => key === 'drill')).toMatchObject({
      outcome: 'waived',
      evidence: [{ kind: 'risk', id: done.id }],
    });
    const { items } = await accepted(listRisks(house.as.lead, house.program, 'payments'));
    expect(items).toMatchObject([{ criterion: 'drill', owner: { name: 'Person of risk' }, inForce: true }]);
    const move = await accepted(acts.advance({ to: 'shadow' }));
    const signed = await acts.signed(move, 'owner');
    expect(signed).toMatchObject({ state: 'approved', tally: { asked: 2, met: 1, withRisks: 2 } });
    acts.goForward(6);
    expect(await code(acts.execute(signed))).toBe('stale_view');
    expect(await code(acts.signOff(signed, 'owner'))).not.toBe('accepted');
  });

  it('waives what the criteria set asks and nothing else, for a member who owns it', async () => {
    expect(await code(acts.propose({ ...risk(5), criterion: 'expected_checks' } as ProposalBody))).toBe('not_waivable');
    expect(await code(acts.propose({ ...risk(5), criterion: 'nothing' } as ProposalBody))).toBe('not_found');
    expect(await code(acts.propose({ ...risk(5), owner: 'nobody@house.example' } as ProposalBody))).toBe(
      'owner_unknown',
    );
    expect(await code(acts.propose(risk(-1)))).toBe('invalid_body');
  });
});

it('a replay that was authorised is listed, and a second of the same stretch waits for the first', async () => {
  const body = replay(-2);
  const open = await accepted(acts.propose(body));
  expect(await code(acts.propose(body))).toBe('decision_overlap');
  await accepted(acts.execute(await acts.signed(open, ...voicesOf(open))));
  const { items } = await accepted(listReplays(house.as.lead, house.program, 'payments'));
  expect(items).toMatchObject([
    { side: 'target', what: 'Payments that the feed lost.', decision: { number: open.number } },
  ]);
  expect(await code(acts.send(goodRun('after-all', acts.justNow())))).toBe('accepted');
});
