import { afterEach, expect, it } from 'vitest';
import type { ManifestInput } from '@/lib/contract/manifest';
import type { DecisionView, ProposalBody } from '@/lib/contract/v1/decisions';
import { databaseUrl } from '@/lib/env';
import { inSnapshot } from '@/lib/store/database';
import { audit } from '@/lib/store/testing/audit';
import { actsIn, badRun, dayMs, goodRun, reads, writes } from '@/lib/usecases/testing/acts';
import { accepted, buildHouse, cast, type House, testManifest } from '@/lib/usecases/testing/house';

// A guard watches what its signers signed, whatever becomes of lanes, criteria and risks while its window is open.

let house: House;
let acts: ReturnType<typeof actsIn>;

type Context = ManifestInput['contexts'][number];
type Criteria = NonNullable<Context['criteria']>['transitions'];

const open = async (change: (context: Context) => void = () => undefined): Promise<void> => {
  house = await buildHouse(
    testManifest(({ contexts: [context] }) => {
      if (context !== undefined) change(context);
    }),
  );
  acts = actsIn(house);
  await acts.toShadow();
  await acts.toValidated();
};
afterEach(async () => {
  expect((await audit(databaseUrl())).problems).toEqual([]);
  await house?.drop();
});

const told = { title: 'A change', rationale: 'It is needed.' };
const guards = [{ criterion: 'outcomes-match', onBreak: 'roll_back' as const }];
const uk = { slug: 'uk', name: 'United Kingdom', where: { geography: ['uk'] } };

const decide = async (body: ProposalBody): Promise<DecisionView> => {
  const decision = await accepted(acts.propose(body));
  const voices = decision.slots.flatMap(({ role }) => cast.filter((person) => person === role));
  return accepted(acts.execute(await acts.signed(decision, ...voices)));
};
const inEffect = ({ effectiveFrom }: DecisionView) =>
  new Promise((resume) => setTimeout(resume, new Date(effectiveFrom ?? 0).getTime() - Date.now() + 300));
const redraw = async (cohorts: (typeof uk)[]) =>
  inEffect(await decide({ kind: 'redraw_lanes', context: 'payments', cohorts, ...told }));

/** Nearly everything differs, and no run says for whom. */
const break_ = async () => {
  const pairs = Array.from({ length: 60 }, (_, at) => [`${at}.00`, `${at}.50`] as const);
  await accepted(acts.send(badRun('r-bad', acts.justNow(), pairs, { workload: 'reads' })));
};
const rolledBack = () =>
  inSnapshot((db) => db.decision.findMany({ where: { kind: 'rollback' }, include: { lanes: true } }));

const single = (context: Context) => {
  context.workloads = ['reads'];
  context.cohorts = [];
};
const askedOfLanes = (context: Context) => {
  single(context);
  const { transitions = {} } = context.criteria ?? {};
  const ofLanes = (move: keyof Criteria) =>
    transitions[move]?.map((asked) => (asked.kind === 'match_rate' ? { ...asked, scope: 'lanes' as const } : asked));
  const moves = {
    'validated>selective': ofLanes('validated>selective'),
    'selective>full': ofLanes('selective>full'),
  };
  context.criteria = { transitions: { ...transitions, ...moves } };
};

it.each([
  ['of the whole context', single],
  ['of each lane, though no run tells the new lanes apart', askedOfLanes],
])(
  'a single lane that went to full at once is watched after it was split, by a criterion %s',
  async (_, change) => {
    await open(change);
    await accepted(acts.send(goodRun('r-reads', acts.justNow(), { workload: 'reads' })));
    await inEffect(await acts.carryOut({ to: 'full', guards }, 'business', 'operations', 'risk', 'finance'));
    await redraw([uk]);
    await break_();
    const [back] = await rolledBack();
    expect(back).toMatchObject({ state: 'executed', inWindow: true });
    expect(back?.lanes).toHaveLength(2);
  },
  120_000,
);

const loosened = {
  'planned>shadow': testManifest().contexts[0]?.criteria?.transitions['planned>shadow'] ?? [],
};

it.each<[string, () => ProposalBody]>([
  ['drop it', () => ({ kind: 'activate_criteria', context: 'payments', criteria: { transitions: loosened }, ...told })],
  [
    'own its gap',
    () => ({
      kind: 'accept_risk',
      context: 'payments',
      criterion: 'outcomes-match',
      owner: 'business@house.example',
      gap: 'It may differ for a while.',
      mitigation: 'Differences are paid back.',
      until: new Date(Date.now() + 30 * dayMs).toISOString(),
      ...told,
    }),
  ],
])(
  'who %s since takes the guard’s criterion away from nobody who signed it',
  async (_, change) => {
    await open();
    await inEffect(await acts.toSelective([reads, writes], { guards }));
    await decide(change());
    await break_();
    expect(await rolledBack()).toMatchObject([{ state: 'executed', inWindow: true }]);
  },
  120_000,
);
