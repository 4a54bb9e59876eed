import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifestSchema } from '@/lib/contract/manifest';
import type { ProposalBody } from '@/lib/contract/v1/decisions';
import { answerRequest } from '@/lib/door/authority-answer';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { connectAs } from '@/lib/store/testing/raw';
import { applyManifest } from '@/lib/usecases/commands/apply-manifest';
import { loadAuthority, readAuthorityRecord } from '@/lib/usecases/queries/authority';
import { actsIn, reads } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House, testManifest } from '@/lib/usecases/testing/house';

// Lanes drawn anew through the product: EU motor reads stand on target, everything else on legacy.

let house: House;
let acts: ReturnType<typeof actsIn>;

type Redraw = Extract<ProposalBody, { kind: 'redraw_lanes' }>;
type Cohort = Redraw['cohorts'][number];

const euMotor: Cohort = { slug: 'eu-motor', name: 'EU motor', where: { geography: ['eu'], productLine: ['motor'] } };
const uk: Cohort = { slug: 'uk', name: 'United Kingdom', where: { geography: ['uk'] } };

const redraw = (cohorts: Cohort[], more: Partial<Redraw> = {}) =>
  acts.propose({ kind: 'redraw_lanes', context: 'payments', cohorts, title: 'New lanes', rationale: 'So.', ...more });

const carryOut = async (cohorts: Cohort[], more: Partial<Redraw> = {}) =>
  accepted(acts.execute(await acts.signed(await accepted(redraw(cohorts, more)), 'owner', 'operations')));

const reach = async (
  workload: 'reads' | 'writes',
  dimensions: Record<string, string>,
  at: Date,
  subscriber?: string,
) => {
  const snapshot = await accepted(loadAuthority({ slug: house.program }));
  const asked = {
    snapshot,
    at,
    confirmedAt: at > snapshot.confirmedAt ? at : snapshot.confirmedAt,
    knownAtEntry: null,
  };
  const found = answerRequest(asked, 'payments', {
    workload,
    dimensions,
    ...(subscriber === undefined ? {} : { subscriber }),
  });
  return found.ok ? found.value.answer : null;
};
const euMotorKey = { geography: 'eu', productLine: 'motor' };
const ukKey = { geography: 'uk', productLine: 'home' };

beforeAll(async () => {
  house = await buildHouse(testManifest());
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
  await acts.toSelective([reads], { rollbackDays: 14 });
  await new Promise((resume) => setTimeout(resume, 3_200));
}, 60_000);
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

it('refuses what would change a key’s side, naming it, and what would take no request', async () => {
  const wider: Cohort = { slug: 'eu-motor', name: 'Motor', where: { productLine: ['motor'] } };
  const refused = await redraw([wider]);
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'lanes_not_allowed' } });
  expect(refused.ok ? '' : refused.refusal.detail).toContain('(reads) would go from legacy to target');
  const none = await redraw([euMotor, { ...euMotor, slug: 'again', name: 'Again' }]);
  expect(none.ok ? '' : none.refusal.detail).toContain('would take no request at all');
  expect(await redraw([euMotor])).toMatchObject({ ok: false, refusal: { code: 'nothing_to_change' } });
  expect(await redraw([euMotor], { workloads: ['reads', 'writes', 'batch'] })).toMatchObject({
    ok: false,
    refusal: { code: 'lanes_not_allowed' },
  });
});

it('splits a lane: what stays keeps its epoch, what begins has its parent’s side, and answers end in between', async () => {
  const before = await reach('reads', ukKey, new Date());
  const split = await carryOut([euMotor, uk]);
  const from = new Date(split.effectiveFrom ?? '');
  const pending = await reach('reads', ukKey, new Date());
  expect(pending).toMatchObject({
    audience: 'cohort:rest',
    side: 'legacy',
    next: { side: 'legacy', effectiveFrom: from },
  });
  expect((pending?.validUntil ?? from) <= from).toBe(true);
  const after = await reach('reads', ukKey, from);
  expect(after).toMatchObject({ audience: 'cohort:uk', side: 'legacy', epoch: (before?.epoch ?? 0) + 1 });
  expect(await reach('reads', euMotorKey, from)).toMatchObject({
    audience: 'cohort:eu-motor',
    side: 'target',
    epoch: 2,
  });
  const again = await redraw([euMotor]);
  if (again.ok) {
    const signed = await acts.signed(again.value, 'owner', 'operations');
    expect(await acts.execute(signed)).toMatchObject({ ok: false, refusal: { code: 'change_pending' } });
    const manifest = await inSnapshot((db) => db.program.findFirstOrThrow({ where: { slug: house.program } }));
    const [context] = manifestSchema.parse(manifest.manifest).contexts;
    expect(context?.cohorts.map(({ slug }) => slug)).toEqual(['eu-motor', 'uk', 'rest']);
    await new Promise((resume) => setTimeout(resume, Math.max(0, from.getTime() - Date.now()) + 300));
    expect((await accepted(acts.execute(signed))).state).toBe('executed');
  }
  const merged = await reach('reads', ukKey, new Date(Date.now() + 10_000));
  expect(merged).toMatchObject({ audience: 'cohort:rest', side: 'legacy', epoch: (before?.epoch ?? 0) + 2 });
});

it('answers who was authoritative, and what was on record, by the lanes that were drawn then', async () => {
  await new Promise((resume) => setTimeout(resume, 3_500));
  const rows = await inSnapshot((db) =>
    db.decision.findMany({ where: { kind: 'redraw_lanes', state: 'executed' }, orderBy: { number: 'asc' } }),
  );
  const split = rows[0];
  const at = new Date((split?.effectiveFrom ?? new Date()).getTime() + 1);
  const then = await accepted(readAuthorityRecord(house.as.auditor, house.program, { at, knownAt: null }));
  const ask = (record: typeof then) =>
    answerRequest({ ...record, confirmedAt: null }, 'payments', { workload: 'reads', dimensions: ukKey });
  expect(ask(then)).toMatchObject({ ok: true, value: { answer: { audience: 'cohort:uk' } } });
  const knownAt = new Date((split?.closedAt ?? new Date()).getTime() - 1);
  const known = await accepted(readAuthorityRecord(house.as.auditor, house.program, { at, knownAt }));
  expect(ask(known)).toMatchObject({ ok: true, value: { answer: { audience: 'cohort:rest', epoch: 1 } } });
});

it('lets the way back of a redrawn lane close when its parent’s would have', async () => {
  const parts: Cohort[] = [{ slug: 'eu-motor-a', name: 'A', where: { geography: ['eu'], productLine: ['motor'] } }];
  const before = await reach('reads', euMotorKey, new Date());
  const done = await carryOut(parts);
  const after = await reach('reads', euMotorKey, new Date(done.effectiveFrom ?? ''));
  expect(after).toMatchObject({ audience: 'cohort:eu-motor-a', side: 'target', rollbackUntil: before?.rollbackUntil });
  await new Promise((resume) => setTimeout(resume, 3_500));
  const back = await accepted(acts.back([{ workload: 'reads', audience: 'cohort:eu-motor-a' }]));
  expect(back.authority[0]).toMatchObject({ side: 'target', next: { side: 'legacy' } });
  await new Promise((resume) => setTimeout(resume, 3_500));
});

it('opens the decision for a manifest that draws other lanes, and a new subscriber begins on legacy', async () => {
  const manifest = testManifest((wish) => {
    const [context] = wish.contexts;
    if (context === undefined) return;
    context.cohorts = [{ slug: 'eu-motor-a', name: 'A', where: { geography: ['eu'], productLine: ['motor'] } }];
    context.subscribers = [{ slug: 'ledger', name: 'Ledger', workloads: ['reads'], owner: 'lead@house.example' }];
  });
  const plan = await accepted(applyManifest(acts.as('lead'), house.program, manifest));
  const change = plan.changes.find(({ path }) => path === '/contexts/0/cohorts');
  expect(change).toMatchObject({ needsDecision: true, kind: 'redraw_lanes', decision: { number: expect.any(Number) } });
});

it('is guarded by the database: no authority ends or begins by anything else', async () => {
  const client = await connectAs(databaseUrl(), 'lockgate_app');
  const attempt = async (...statements: string[]): Promise<string> => {
    try {
      await client.query('BEGIN');
      for (const sql of statements) await client.query(sql);
      await client.query('SET CONSTRAINTS interval_tiles, interval_decided, audience_drawn IMMEDIATE');
      return 'accepted';
    } catch (error) {
      return error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    } finally {
      await client.query('ROLLBACK');
    }
  };
  const lane = `(SELECT l.id FROM lane l JOIN audience a ON a.id = l.audience_id WHERE a.drawn_until IS NULL AND a.slug = 'rest' AND l.workload = 'reads')`;
  const decision = `(SELECT id FROM decision WHERE kind = 'redraw_lanes' AND state = 'executed' ORDER BY number DESC LIMIT 1)`;
  const close = `UPDATE authority_interval SET ends_at = now() + interval '1 hour', closed_entry = 1 WHERE lane_id = ${lane} AND ends_at IS NULL`;
  expect(await attempt(close)).toBe('LG002');
  expect(await attempt(`UPDATE audience SET condition = '{"kind":"rest"}' WHERE slug = 'eu-motor-a'`)).toBe('LG062');
  expect(
    await attempt(
      `UPDATE audience SET drawn_until = now() + interval '1 hour', undrawn_entry = 1 WHERE slug = 'rest' AND drawn_until IS NULL`,
    ),
  ).toBe('LG062');
  expect(await attempt(`DELETE FROM lane_parent`)).toBe('42501');
  const begun = (epoch: string, side: string, at: string) => [
    `INSERT INTO audience (id, context_id, kind, slug, name, position, condition, workloads, drawn_from, drawn_entry)
     SELECT gen_random_uuid(), context_id, 'cohort', 'thief', 'Thief', 0.5, '{"kind":"percentage","ranges":[{"from":0,"to":1}]}', ARRAY['reads'], ${at}, 1
       FROM decision WHERE id = ${decision}`,
    `INSERT INTO lane (id, program_id, context_id, workload, audience_id)
     SELECT gen_random_uuid(), c.program_id, c.id, 'reads', a.id FROM audience a JOIN context c ON c.id = a.context_id WHERE a.slug = 'thief'`,
    `INSERT INTO lane_parent (lane_id, parent_id)
     SELECT t.id, p.id FROM lane t JOIN audience a ON a.id = t.audience_id AND a.slug = 'thief', lane p JOIN audience b ON b.id = p.audience_id
      WHERE b.slug = 'eu-motor' AND p.workload = 'reads'`,
    `INSERT INTO authority_interval (lane_id, epoch, side, starts_at, decision_id, opened_entry)
     SELECT t.id, ${epoch}, '${side}', ${at}, ${decision}, 1 FROM lane t JOIN audience a ON a.id = t.audience_id WHERE a.slug = 'thief'`,
  ];
  const at = `(SELECT effective_from FROM decision WHERE id = ${decision})`;
  expect(await attempt(...begun('3', 'legacy', at))).toBe('LG004'); // the parent's side is target
  expect(await attempt(...begun('2', 'target', at))).toBe('LG004'); // the parent had epoch 2 already
  expect(await attempt(...begun('3', 'target', `(${at} + interval '1 second')`))).not.toBe('accepted'); // a gap
  await client.end();
});
