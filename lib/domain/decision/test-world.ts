// Given a context, people and evidence, for tests: what is not said stands as a careful program would have it.

import type { PersonActor } from '@/lib/domain/access/actor';
import type { Principal } from '@/lib/domain/access/principal';
import type { CohortAudience, Lane, LaneName } from '@/lib/domain/authority/lane';
import { defaultPolicy, type PolicyDocument } from '@/lib/domain/policy/document';
import type { Role, Stage, Workload } from '@/lib/domain/words';
import type { ContextState, LaneState } from './context-state';
import type { Decision, RoleHolders, SignOff } from './decision';
import type { Effects } from './effects';
import type { EvaluationInput } from './evaluation';
import type { Governed } from './governed';
import type { Grant, People } from './people';
import type { Proposal } from './proposal';
import { decidePropose, type LiveDecision } from './propose';
import { decideSignOff } from './sign-off';
import type { Viewed } from './view-check';
import type { World } from './world';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

export const noon = new Date('2026-11-20T12:00:00.000Z');
export const later = (from: Date, ms: number): Date => new Date(from.getTime() + ms);

export const person = (id: string): Principal => ({ kind: 'person', id, name: id, personId: id });

export const personActor = (id: string): PersonActor => ({
  kind: 'person',
  personId: id,
  name: id,
  email: `${id}@example.test`,
  sessionId: `session-${id}`,
  installationAdmin: false,
  authenticatedAt: noon,
});

/** Lena leads; the others carry the role that their name begins with. */
export const staff: RoleHolders = new Map<string, ReadonlySet<Role>>([
  ['lena', new Set<Role>(['lead'])],
  ['olga-owner', new Set<Role>(['owner'])],
  ['bo-business', new Set<Role>(['business'])],
  ['omar-operations', new Set<Role>(['operations'])],
  ['rita-risk', new Set<Role>(['risk'])],
  ['finn-finance', new Set<Role>(['finance'])],
  ['eve-engineer', new Set<Role>(['engineer'])],
]);

/** People as the store would know them, in their roles for a month. */
export const peopleOf = (holders: RoleHolders, over: Partial<Grant> = {}): People =>
  new Map(
    [...holders].map(([id, roles]) => [
      id,
      {
        name: id,
        email: `${id}@example.test`,
        grants: new Map(
          [...roles].map((role) => [
            role,
            { grantedAt: later(noon, -30 * dayMs), grantedBy: null, inSetUp: false, ...over },
          ]),
        ),
      },
    ]),
  );

export const holderOf = (role: Role): string => {
  for (const [id, roles] of staff) if (roles.has(role)) return id;
  throw new Error(`nobody is ${role}`);
};

export const cohort = (slug: string, position: number, condition: CohortAudience['condition']): CohortAudience => ({
  kind: 'cohort',
  slug,
  name: slug,
  position,
  condition,
});

export const laneFor = (workload: Workload, audience: Lane['audience']): Lane => ({
  id: `${workload}/${audience.kind}:${audience.slug}`,
  contextId: 'context-1',
  workload,
  audience,
});

const motor = cohort('motor', 0, { kind: 'dimensions', where: { productLine: ['motor'] } });
const rest = cohort('rest', 1, { kind: 'rest' });

export const readsMotor: LaneName = { workload: 'reads', audience: 'cohort:motor' };
export const readsRest: LaneName = { workload: 'reads', audience: 'cohort:rest' };
export const writesMotor: LaneName = { workload: 'writes', audience: 'cohort:motor' };
export const writesRest: LaneName = { workload: 'writes', audience: 'cohort:rest' };

export const fourLanes: Lane[] = [
  laneFor('reads', motor),
  laneFor('reads', rest),
  laneFor('writes', motor),
  laneFor('writes', rest),
];

export const plannedContext = (lanes: readonly Lane[] = fourLanes): ContextState => ({
  id: 'context-1',
  slug: 'payments',
  risk: 'standard',
  stages: [{ stage: 'planned', from: later(noon, -30 * dayMs), to: null }],
  lanes: lanes.map((lane): LaneState => ({ lane, intervals: [], windows: [] })),
  ruleSets: [],
});

/** The context after a decision's effects, as the store would write them. */
export const applyEffects = (
  context: ContextState,
  decision: { id: string; number: number },
  effects: Effects,
): ContextState => ({
  ...context,
  stages:
    effects.stage === null
      ? context.stages
      : [
          ...context.stages.map((interval) =>
            interval.to === null ? { ...interval, to: effects.stage?.effectiveFrom ?? null } : interval,
          ),
          { stage: effects.stage.to, from: effects.stage.effectiveFrom, to: null },
        ],
  lanes: context.lanes.map((state): LaneState => {
    const change = effects.authority.find(({ laneId }) => laneId === state.lane.id);
    const opened = effects.windowsOpened.filter(({ laneId }) => laneId === state.lane.id);
    const ended = effects.windowsEnded.filter(({ laneId }) => laneId === state.lane.id);
    const windows = state.windows.map((window) => {
      const longer = effects.changes.find(
        (made) =>
          made.kind === 'window_extended' && made.laneId === window.laneId && made.opener.id === window.decision.id,
      );
      if (longer?.kind === 'window_extended') {
        return { ...window, closesAt: longer.extendedTo, extensions: longer.number };
      }
      const end = ended.find((ending) => ending.decision.id === window.decision.id);
      return end === undefined ? window : { ...window, endedAt: end.endedAt };
    });
    const intervals = state.intervals.map((interval) =>
      interval.epoch === change?.closes?.epoch ? { ...interval, to: change.closes.to, closedAtEntry: 1 } : interval,
    );
    const { id: laneId } = state.lane;
    return {
      ...state,
      windows: [
        ...windows,
        ...opened.map(({ opensAt, closesAt }) => ({ laneId, decision, opensAt, closesAt, endedAt: null })),
      ],
      intervals:
        change === undefined
          ? intervals
          : [...intervals, { laneId, ...change.opens, to: null, decision, openedAtEntry: 1, closedAtEntry: null }],
    };
  }),
});

/** A context that has stood at `stage` for a week, with the named lanes on target since then, their windows open. */
export const contextAt = (
  stage: Stage,
  onTarget: readonly string[] = [],
  lanes: readonly Lane[] = fourLanes,
): ContextState => {
  const since = later(noon, -7 * dayMs);
  const decision = { id: 'decision-0', number: 7 };
  const planned = plannedContext(lanes);
  return {
    ...planned,
    stages: [
      { stage: 'planned', from: later(noon, -30 * dayMs), to: since },
      { stage, from: since, to: null },
    ],
    lanes: planned.lanes.map((state): LaneState => {
      const laneId = state.lane.id;
      const first = {
        laneId,
        epoch: 1,
        side: 'legacy' as const,
        from: later(noon, -20 * dayMs),
        decision,
        openedAtEntry: 1,
      };
      if (!onTarget.includes(laneId)) return { ...state, intervals: [{ ...first, to: null, closedAtEntry: null }] };
      return {
        ...state,
        intervals: [
          { ...first, to: since, closedAtEntry: 2 },
          { laneId, epoch: 2, side: 'target', from: since, to: null, decision, openedAtEntry: 2, closedAtEntry: null },
        ],
        windows: [{ laneId, decision, opensAt: since, closesAt: later(since, 14 * dayMs), endedAt: null }],
      };
    }),
  };
};

export const criterion = (over: Partial<EvaluationInput> = {}): EvaluationInput => ({
  key: 'outcomes',
  gate: 'data_and_state',
  kind: 'match_rate',
  blocking: true,
  outcome: 'met',
  value: '0.9999',
  threshold: '0.9995',
  sampleSize: 120_000,
  window: { from: later(noon, -14 * dayMs), to: later(noon, -hourMs) },
  validUntil: later(noon, 2 * dayMs),
  evidence: [{ kind: 'run', id: 'run-1', digest: 'a'.repeat(64) }],
  sentence: 'Match rate of outcomes was 99.99 % over 14 days; needed 99.95 %.',
  ...over,
});

/** A context in which nothing is asked and nothing stands in the way; the staff are its members. */
export const governedOf = (context: ContextState | null, over: Partial<Governed['context']> = {}): Governed => ({
  members: new Map([...staff.keys()].map((id) => [`${id}@example.test`, { personId: id, name: id }])),
  deadlineExtensions: 0,
  sources: [],
  context: {
    criteria: { transitions: {} },
    expectedChecks: [],
    equivalence: { version: 1, statement: 'Both pay the same.' },
    rules: new Map((context?.ruleSets ?? []).map(({ version }) => [version, { fields: {}, classify: [] }])),
    risks: [],
    items: [],
    legacySeenAt: null,
    ...over,
  },
});

/** The usual policy, under which any workload may move first: what most tests are not about. */
export const anyOrder: PolicyDocument = { ...defaultPolicy, workloadOrder: [] };

export const worldOf = <W extends Partial<World>>(over: W = {} as W): World & { context: ContextState } & W => ({
  at: noon,
  program: {
    id: 'program-1',
    slug: 'claims',
    zone: 'UTC',
    hardDate: null,
    dimensions: { productLine: ['motor', 'home'], geography: ['eu', 'uk'] },
  },
  context: contextAt('validated'),
  policy: anyOrder,
  openedPolicy: over.policy ?? anyOrder,
  versions: { policy: 1, rules: 1, criteria: 1 },
  holders: staff,
  people: peopleOf(over.holders ?? staff),
  delegations: [],
  evaluations: [criterion()],
  blocks: [],
  holds: [],
  reviews: [],
  emergencies: [],
  governed: governedOf(over.context ?? null),
  ...over,
});

export const readsForMotor: Proposal = {
  kind: 'advance',
  to: 'selective',
  lanes: [readsMotor],
  title: 'Reads for motor',
  rationale: 'They agree.',
  rollbackDays: 14,
};

export const propose = (world: World, proposal: Proposal = readsForMotor, live: readonly LiveDecision[] = []) =>
  decidePropose({
    id: 'decision-1',
    number: 8,
    program: 'claims',
    proposer: person('lena'),
    coAuthorIds: [],
    proposal,
    live,
    world,
  });

/** The decision that a proposal opens; a refusal fails the test. */
export const proposed = (world: World, proposal: Proposal = readsForMotor): Decision => {
  const result = propose(world, proposal);
  if (!result.ok) throw new Error(result.refusal.detail);
  return result.value.decision;
};

export const viewedOf = (decision: Decision, world: World, over: Partial<Viewed> = {}): Viewed => ({
  decision,
  revisions: [decision.revision],
  signOffs: [],
  validUntil: null,
  world,
  ...over,
});

export const shownOf = (decision: Decision) => ({
  revision: decision.revision.number,
  evidenceHash: decision.revision.evidenceHash,
});

export const signOffBy = (decision: Decision, personId: string, role: Role, over: Partial<SignOff> = {}): SignOff => ({
  id: `sign-off-${personId}`,
  decisionId: decision.id,
  revision: decision.revision.number,
  evidenceHash: decision.revision.evidenceHash,
  personId,
  personName: personId,
  onBehalfOf: null,
  onBehalfOfName: null,
  role,
  verdict: 'approve',
  comment: '',
  signedAt: decision.proposedAt,
  revokedAt: null,
  ...over,
});

export const sign = (
  viewed: Viewed,
  personId: string,
  role: Role,
  over: { verdict?: 'refuse'; comment?: string } = {},
) =>
  decideSignOff(viewed, personActor(personId), {
    ...shownOf(viewed.decision),
    id: `sign-off-${personId}`,
    role,
    verdict: 'approve',
    comment: '',
    ...over,
  });

/** Approvals by everybody whom the decision's slots ask for. */
export const allSignOffs = (decision: Decision): SignOff[] =>
  decision.revision.document.slots.map(({ role }) => signOffBy(decision, holderOf(role), role));

/** The refusal's code, or `ok`. */
export const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }): string =>
  result.ok ? 'ok' : result.refusal.code;
