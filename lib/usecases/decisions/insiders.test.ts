import { v7 as uuid } from 'uuid';
import { afterEach, expect, it } from 'vitest';
import { type ManifestInput, manifestSchema } from '@/lib/contract/manifest';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { answerRequest } from '@/lib/door/authority-answer';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { applyManifest } from '@/lib/usecases/commands/apply-manifest';
import { draftRules } from '@/lib/usecases/commands/draft-rules';
import { grantRole } from '@/lib/usecases/commands/grant-role';
import { revokeRole } from '@/lib/usecases/commands/revoke-role';
import type { Context } from '@/lib/usecases/context';
import { loadAuthority } from '@/lib/usecases/queries/authority';
import { actsIn, badRun, reads, writes } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, cast, type House, testManifest } from '@/lib/usecases/testing/house';

// What somebody on the inside might try, one rule at a time, to get round another one.

let house: House;
let acts: ReturnType<typeof actsIn>;

const open = async (change: (manifest: ManifestInput) => void = () => undefined): Promise<void> => {
  house = await buildHouse(testManifest(change));
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
};
afterEach(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

const told = { title: 'A change', rationale: 'It is needed.' };
const decide = async (body: ProposalBody): Promise<DecisionView> => {
  const decision = await accepted(acts.propose(body));
  const voices = decision.slots.flatMap(({ role }) => cast.filter((person) => person === role));
  return accepted(acts.execute(await acts.signed(decision, ...voices)));
};
const euMotor = { slug: 'eu-motor', name: 'EU motor', where: { geography: ['eu'], productLine: ['motor'] } };

it('a shift waits for answers that were given under a policy with longer leases', async () => {
  await open((manifest) => {
    manifest.policy = { leaseSeconds: 120, windowLeaseSeconds: 60, workloadOrder: [] };
  });
  const snapshot = await accepted(loadAuthority({ slug: house.program }));
  const request = { workload: 'reads' as const, dimensions: { geography: 'eu', productLine: 'motor' } };
  const asked = { snapshot, at: snapshot.confirmedAt, confirmedAt: snapshot.confirmedAt, knownAtEntry: null };
  const before = answerRequest(asked, 'payments', request);
  const reliedOn = before.ok ? (before.value.answer.validUntil?.getTime() ?? 0) : 0;
  expect(reliedOn - snapshot.confirmedAt.getTime()).toBe(120_000);
  const document = { ...testManifest().policy, leaseSeconds: 1, windowLeaseSeconds: 1 };
  await decide({ kind: 'change_policy', document, ...told } as ProposalBody);
  const shift = await acts.toSelective([reads]);
  expect(new Date(shift.effectiveFrom ?? 0).getTime()).toBeGreaterThanOrEqual(reliedOn);
}, 120_000);

it('guards go on watching lanes that were drawn anew from those that they moved', async () => {
  await open();
  const guards = [{ criterion: 'outcomes-match', onBreak: 'roll_back' as const }];
  const shift = await acts.toSelective([reads, writes], { guards });
  await new Promise((resume) => setTimeout(resume, new Date(shift.effectiveFrom ?? 0).getTime() - Date.now() + 300));
  const renamed = { ...euMotor, slug: 'eu-cars', name: 'EU cars' };
  const redrawn = await decide({ kind: 'redraw_lanes', context: 'payments', cohorts: [renamed], ...told });
  await new Promise((resume) => setTimeout(resume, new Date(redrawn.effectiveFrom ?? 0).getTime() - Date.now() + 300));
  const pairs = Array.from({ length: 60 }, (_, at) => [`${at}.00`, `${at}.50`] as const);
  await accepted(acts.send(badRun('r-bad', acts.justNow(), pairs)));
  const [back] = await inSnapshot((db) => db.decision.findMany({ where: { kind: 'rollback' } }));
  expect(back).toMatchObject({ state: 'executed', inWindow: true, executorPersonId: house.people.engineer });
}, 120_000);

it('drawing lanes anew begins no new count of how often a window was extended', async () => {
  await open((manifest) => {
    manifest.policy = { leaseSeconds: 1, windowLeaseSeconds: 1, workloadOrder: [], windowExtensions: 1 };
  });
  const effective = ({ effectiveFrom }: DecisionView) =>
    new Promise((resume) => setTimeout(resume, new Date(effectiveFrom ?? 0).getTime() - Date.now() + 300));
  await effective(await acts.toSelective([reads]));
  const extend = (audience: string): ProposalBody => ({
    kind: 'extend_rollback_window',
    context: 'payments',
    lanes: [{ workload: 'reads', audience }],
    days: 1,
    ...told,
  });
  await decide(extend('cohort:eu-motor'));
  const renamed = { ...euMotor, slug: 'eu-cars', name: 'EU cars' };
  await effective(await decide({ kind: 'redraw_lanes', context: 'payments', cohorts: [renamed], ...told }));
  expect(await acts.propose(extend('cohort:eu-cars'))).toMatchObject({
    ok: false,
    refusal: { code: 'extensions_used_up' },
  });
}, 120_000);

it('a manifest alone does not carry what keeps legacy to another context', async () => {
  const two = (manifest: ManifestInput) => {
    const [payments] = manifest.contexts;
    if (payments !== undefined) manifest.contexts.push({ ...payments, slug: 'letters', name: 'Letters' });
    const [item] = manifest.retirementItems ?? [];
    if (item !== undefined) item.context = 'payments';
  };
  await open(two);
  const moved = testManifest((manifest) => {
    two(manifest);
    const [item] = manifest.retirementItems ?? [];
    if (item !== undefined) item.context = 'letters';
  });
  const applied = await applyManifest(house.as.lead, house.program, manifestSchema.parse(moved));
  expect(applied).toMatchObject({ ok: false, refusal: { code: 'manifest_needs_decision' } });
  const [kept] = await inSnapshot((db) => db.retirementItem.findMany({ include: { context: true } }));
  expect(kept?.context?.slug).toBe('payments');
}, 120_000);

it('a role given after a program came back to planned is cooling off like any other', async () => {
  await open();
  await decide({ kind: 'rollback', context: 'payments', to: 'planned', lanes: [], ...told });
  await accepted(revokeRole(house.as.admin, house.program, house.people.risk, 'risk'));
  await accepted(grantRole(house.as.admin, house.program, house.people.risk, 'risk'));
  const where = { personId: house.people.risk, role: 'risk' };
  expect(await inSnapshot((db) => db.member.findFirst({ where }))).toMatchObject({ inSetUp: false });
  const creator = grantRole(house.as.admin, house.program, house.people.admin, 'business');
  expect(await creator).toMatchObject({ ok: false, refusal: { code: 'forbidden' } });
}, 120_000);

it('telling of less traffic than is known is shown as what makes later moves easier', async () => {
  await open();
  const redraw = (trafficPercent?: number) =>
    accepted(
      acts.propose({
        kind: 'redraw_lanes',
        context: 'payments',
        cohorts: [{ ...euMotor, name: 'Renamed', ...(trafficPercent === undefined ? {} : { trafficPercent }) }],
        draft: true,
        ...told,
      } as ProposalBody),
    );
  expect((await redraw(1)).loosens).toBe(true);
  expect((await redraw()).loosens).toBe(false);
}, 120_000);

it('who issued the key that rules were drafted with signs them off no more than its holder', async () => {
  await open();
  const key: Context = {
    actor: {
      kind: 'key',
      keyId: uuid(),
      name: 'Rules from the pipeline',
      programId: (await inSnapshot((db) => db.program.findFirstOrThrow())).id,
      scopes: ['program:write'],
      personId: house.people.engineer,
      issuerId: house.people.business,
    },
    requestId: 'test-key',
  };
  const loose = {
    fields: { amount: { type: 'decimal', scale: 2, rounding: 'half_even', tolerance: { absolute: '5.00' } } },
    classify: [],
  };
  const { version } = await accepted(draftRules(key, house.program, 'payments', { document: loose }));
  const drafted = await accepted(acts.propose({ kind: 'activate_rules', context: 'payments', version, ...told }));
  expect(await acts.signOff(drafted, 'business')).toMatchObject({ ok: false, refusal: { code: 'self_approval' } });
  // the same where the rules come with a manifest
  const manifest = testManifest((wish) => {
    const [payments] = wish.contexts;
    if (payments !== undefined) payments.rules = { ...loose, classify: [], fields: {} };
  });
  await accepted(applyManifest(key, house.program, manifest));
  const applied = await accepted(
    acts.propose({ kind: 'activate_rules', context: 'payments', version: version + 1, ...told }),
  );
  expect(await acts.signOff(applied, 'business')).toMatchObject({ ok: false, refusal: { code: 'self_approval' } });
}, 120_000);
