import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { connectAs } from '@/lib/store/testing/raw';
import { viewDecision } from '@/lib/usecases/queries/view-decision';
import { actsIn, reads } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, type House, testManifest } from '@/lib/usecases/testing/house';

// Reads of EU motor and of everybody else stand on target, each with a way back that is open and ends otherwise.

let house: House;
let acts: ReturnType<typeof actsIn>;

const inEffect = ({ effectiveFrom }: DecisionView) =>
  new Promise((resume) => setTimeout(resume, new Date(effectiveFrom ?? 0).getTime() - Date.now() + 300));
type Cohort = Extract<ProposalBody, { kind: 'redraw_lanes' }>['cohorts'][number];
const euMotor: Cohort = { slug: 'eu-motor', name: 'EU motor', where: { geography: ['eu'], productLine: ['motor'] } };
const uk: Cohort = { slug: 'uk', name: 'United Kingdom', where: { geography: ['uk'] } };
const redraw = (cohorts: Cohort[]) =>
  acts.propose({ kind: 'redraw_lanes', context: 'payments', cohorts, title: 'New lanes', rationale: 'So.' });
const windows = () =>
  inSnapshot((db) => db.rollbackWindow.findMany({ include: { lane: { include: { audience: true } } } }));

beforeAll(async () => {
  house = await buildHouse(
    testManifest(({ contexts: [context] }) => {
      if (context !== undefined) context.workloads = ['reads'];
    }),
  );
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
  await inEffect(await acts.toSelective([reads], { rollbackDays: 10 }));
  await inEffect(await acts.carryOut({ to: 'full', rollbackDays: 14 }, 'business', 'operations', 'risk', 'finance'));
}, 120_000);
afterAll(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

it('lanes whose ways back end differently do not become one while one of them is open', async () => {
  const refused = await redraw([]);
  expect(refused).toMatchObject({ ok: false, refusal: { code: 'lanes_not_allowed' } });
  const detail = refused.ok ? '' : refused.refusal.detail;
  for (const said of ['reads/cohort:eu-motor', 'reads/cohort:rest', 'must end alike', 'it works from']) {
    expect(detail).toContain(said);
  }
});

it('a lane that is split keeps its way back, and the page of the decision says until when before and after', async () => {
  const before = (await windows()).find(({ lane }) => lane.audience.slug === 'rest');
  const proposal = await accepted(redraw([euMotor, uk]));
  const sentence = async () =>
    (await accepted(viewDecision(house.as.lead, house.program, proposal.number))).wayBack.sentence;
  expect(await sentence()).toMatch(/way back that is open goes on as it was: .*reads, United Kingdom, until \d+ \w+/);
  await inEffect(await accepted(acts.execute(await acts.signed(proposal, 'owner', 'operations'))));
  expect(await sentence()).toMatch(/went on as it was: .*reads, United Kingdom, until \d+ \w+/);
  const after = (await windows()).filter(({ lane }) => lane.audience.drawnFrom !== null);
  expect(after.map(({ closesAt }) => closesAt)).toEqual([before?.closesAt, before?.closesAt]);
});

it('the database keeps a lane from taking over keys whose way back ends otherwise', async () => {
  const client = await connectAs(databaseUrl(), 'lockgate_app');
  const lane = (slug: string) =>
    `(SELECT l.id FROM lane l JOIN audience a ON a.id = l.audience_id WHERE a.slug = '${slug}' AND a.drawn_until IS NULL)`;
  await client.query('BEGIN');
  await client.query(`INSERT INTO lane_parent (lane_id, parent_id) SELECT ${lane('uk')}, ${lane('eu-motor')}`);
  await expect(client.query('SET CONSTRAINTS way_back_goes_on IMMEDIATE')).rejects.toMatchObject({ code: 'LG014' });
  await client.query('ROLLBACK');
  await client.end();
});
