import { type CriteriaSetDocument, parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import { type Evidence, evaluateCriteria } from '@/lib/domain/criteria/evaluate';
import type { Evaluation } from '@/lib/domain/criteria/evaluation';
import { type StructuralBlock, structuralBlocks } from '@/lib/domain/criteria/structural-blocks';
import { waive } from '@/lib/domain/criteria/waive';
import type { Decision } from '@/lib/domain/decision/decision';
import { type Governed, type GovernedContext, nothingGoverned } from '@/lib/domain/decision/governed';
import { forwardOf, type Payload } from '@/lib/domain/decision/payload';
import type { Grant, Member } from '@/lib/domain/decision/people';
import type { LiveDecision } from '@/lib/domain/decision/propose';
import type { Viewed } from '@/lib/domain/decision/view-check';
import type { ProgramState, World } from '@/lib/domain/decision/world';
import { concerns, type Hold, stopAt } from '@/lib/domain/hold/hold';
import { Refused } from '@/lib/domain/kernel/refusal';
import { type PolicyDocument, parsePolicy } from '@/lib/domain/policy/document';
import { transitions as forwardMoves, transitionsOf } from '@/lib/domain/stage/transition';
import type { Role } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { listLiveDelegations, type RecordedDelegation } from '@/lib/store/delegations';
import { type ListedEmergency, listEmergencies } from '@/lib/store/emergencies';
import {
  type ListedAttestation,
  type ListedPatternFact,
  type ListedRunFact,
  listAttestations,
  listPatternFacts,
  listRunFacts,
  type Reach,
} from '@/lib/store/evidence-facts';
import { listHoldsOf, type RecordedHold } from '@/lib/store/holds';
import { listProgramStates } from '@/lib/store/programs';
import { type ListedDecision, listDrafts, listOpenDecisions } from '@/lib/store/read-models/decision-records';
import {
  listCriteriaDocuments,
  listPolicyDocuments,
  listPolicyDocumentsOf,
  type StoredDocument,
} from '@/lib/store/read-models/documents';
import { type HeldRole, listHeldRoles } from '@/lib/store/read-models/people';
import { type ListedContext, listRecordedContexts } from '@/lib/store/read-models/recorded-contexts';
import { type ListedReview, listReviewsOf } from '@/lib/store/read-models/stops';
import { listLedgerHeads } from '@/lib/store/read-models/visible-programs';
import { governedContexts, governedPrograms } from '@/lib/usecases/decisions/load-governed';
import { type Move, questionOf, reachOf, toExpected } from '@/lib/usecases/evidence/evaluate-move';
import { dayMs } from './say';

// Everything that gates, locks, decisions and acts of some programs depend on, loaded in a handful of statements however
// many contexts there are. The rules are those of the domain; here they are only given what they ask for.

export type Policy = { version: number; since: Date; document: PolicyDocument };
type CriteriaSet = { version: number; document: CriteriaSetDocument };

export type ContextEvidence = Omit<Evidence, 'runs' | 'patterns' | 'attestations'> & {
  runs: readonly ListedRunFact[];
  patterns: readonly ListedPatternFact[];
  attestations: readonly ListedAttestation[];
};

export type Picture = {
  now: Date;
  programs: readonly ProgramState[];
  contexts: readonly ListedContext[];
  policies: ReadonlyMap<string, Policy>;
  criteria: ReadonlyMap<string, CriteriaSet>;
  criteriaDocuments: readonly StoredDocument[];
  evidence: ReadonlyMap<string, ContextEvidence>;
  held: readonly HeldRole[];
  delegations: readonly RecordedDelegation[];
  open: readonly ListedDecision[];
  /** Not proposed yet. */
  drafts: readonly ListedDecision[];
  /** Policies that open decisions were opened under and that are in force no more, by program and version. */
  openedPolicies: ReadonlyMap<string, PolicyDocument>;
  /** Those that are not over; a freeze among them may have no window open now. */
  holds: readonly RecordedHold[];
  reviews: readonly ListedReview[];
  governed: ReadonlyMap<string, GovernedContext>;
  governedPrograms: ReadonlyMap<string, Omit<Governed, 'context'>>;
  emergencies: readonly ListedEmergency[];
};

/** Levels and charts look at least so far back, whatever the criteria ask for. */
const leastReachDays = 30;

const policyOf = (stored: StoredDocument): Policy => {
  const document = parsePolicy(stored.document);
  if (!document.ok) throw new Refused(document.refusal);
  return { version: stored.version, since: stored.inForceFrom, document: document.value };
};

const criteriaOf = (stored: StoredDocument): CriteriaSet => {
  const document = parseCriteriaSet(stored.document);
  if (!document.ok) throw new Error(`criteria set ${stored.version} of context ${stored.ownerId} does not parse`);
  return { version: stored.version, document: document.value };
};

/** Far enough for every context and every move. */
const widest = (contexts: readonly ListedContext[], criteria: ReadonlyMap<string, CriteriaSet>, now: Date): Reach => {
  const reaches = contexts.flatMap((context) => {
    const set = criteria.get(context.id);
    return set === undefined ? [] : [reachOf(set.document, forwardMoves, toExpected(context.expectedChecks), now)];
  });
  return {
    since: new Date(Math.min(now.getTime() - leastReachDays * dayMs, ...reaches.map(({ since }) => since.getTime()))),
    runs: Math.max(1, ...reaches.map(({ runs }) => runs)),
  };
};

const byContext = <Row extends { contextId: string }>(rows: readonly Row[]): ReadonlyMap<string, Row[]> => {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.contextId);
    if (group === undefined) groups.set(row.contextId, [row]);
    else group.push(row);
  }
  return groups;
};

const evidenceOf = async (
  db: Db,
  contexts: readonly ListedContext[],
  reach: Reach,
): Promise<ReadonlyMap<string, ContextEvidence>> => {
  const ids = contexts.map(({ id }) => id);
  const runs = byContext(await listRunFacts(db, ids, reach));
  const patterns = byContext(await listPatternFacts(db, ids));
  const attestations = byContext(await listAttestations(db, ids));
  return new Map(
    contexts.map((context) => [
      context.id,
      {
        runs: runs.get(context.id) ?? [],
        patterns: patterns.get(context.id) ?? [],
        attestations: attestations.get(context.id) ?? [],
        expectedChecks: toExpected(context.expectedChecks),
        proofs: context.proofs,
      },
    ]),
  );
};

const governable = (contexts: readonly ListedContext[], criteria: ReadonlyMap<string, CriteriaSet>) =>
  contexts.map((context) => ({ ...context, criteria: criteria.get(context.id)?.document ?? { transitions: {} } }));

const policyKey = (programId: string, version: number): string => `${programId}/${version}`;

const openedPoliciesOf = async (
  db: Db,
  open: readonly ListedDecision[],
): Promise<ReadonlyMap<string, PolicyDocument>> => {
  const versions = open.flatMap(({ openedPolicy }) => openedPolicy ?? []);
  const programIds = [...new Set(open.map(({ programId }) => programId))];
  const stored = await listPolicyDocumentsOf(db, programIds, [...new Set(versions)]);
  return new Map(stored.map((row) => [policyKey(row.ownerId, row.version), policyOf(row).document]));
};

const drawPicture = async (
  db: Db,
  programIds: readonly string[],
  now: Date,
  only?: { contextId: string },
): Promise<Picture> => {
  const contexts = await listRecordedContexts(db, programIds);
  const looked = only === undefined ? contexts : contexts.filter(({ id }) => id === only.contextId);
  const criteriaDocuments = await listCriteriaDocuments(
    db,
    contexts.map(({ id }) => id),
  );
  const criteria = new Map(criteriaDocuments.map((stored) => [stored.ownerId, criteriaOf(stored)]));
  const policies = await listPolicyDocuments(db, programIds);
  const open = await listOpenDecisions(db, programIds);
  return {
    now,
    programs: await listProgramStates(db, programIds),
    contexts,
    criteria,
    criteriaDocuments,
    policies: new Map(policies.map((stored) => [stored.ownerId, policyOf(stored)])),
    evidence: await evidenceOf(db, looked, widest(looked, criteria, now)),
    held: await listHeldRoles(db, programIds),
    delegations: await listLiveDelegations(db, programIds, now),
    open,
    drafts: await listDrafts(db, programIds),
    openedPolicies: await openedPoliciesOf(db, open),
    holds: await listHoldsOf(db, programIds, { notOverAt: now }),
    reviews: await listReviewsOf(db, programIds),
    governed: await governedContexts(db, governable(contexts, criteria)),
    governedPrograms: await governedPrograms(db, programIds),
    emergencies: await listEmergencies(db, programIds),
  };
};

// All that a picture holds is on record with a ledger entry, so that as long as the ledgers have the same heads, so has it.
const shelf = new Map<string, Picture>();
const mostPictures = 16;

/** Old pictures reach less far back than a new one would. */
const longestMs = 600_000;

/** One look at some programs as of `now`; with `contextId`, evidence only of that context. */
export const loadPicture = async (
  db: Db,
  programIds: readonly string[],
  now: Date,
  only?: { contextId: string },
): Promise<Picture> => {
  const heads = await listLedgerHeads(db, programIds);
  const name = JSON.stringify([only?.contextId ?? null, programIds, heads]);
  const kept = shelf.get(name);
  if (kept !== undefined && now >= kept.now && now.getTime() - kept.now.getTime() < longestMs) return { ...kept, now };
  const drawn = await drawPicture(db, programIds, now, only);
  shelf.set(name, drawn);
  for (const oldest of [...shelf.keys()].slice(0, Math.max(0, shelf.size - mostPictures))) shelf.delete(oldest);
  return drawn;
};

export const contextIn = (picture: Picture, contextId: string): ListedContext => {
  const found = picture.contexts.find(({ id }) => id === contextId);
  if (found === undefined) throw new Error('a context is missing from the picture');
  return found;
};

export const policyIn = (picture: Picture, programId: string): Policy => {
  const policy = picture.policies.get(programId);
  if (policy === undefined) throw new Error('a program has no sign-off policy');
  return policy;
};

/** Who may sign in a program now, in their own right or for others. */
const signersIn = (picture: Picture, programId: string): Pick<World, 'holders' | 'people' | 'delegations'> => {
  const people = new Map<string, Omit<Member, 'grants'> & { grants: Map<Role, Grant> }>();
  for (const { personId, name, email, role, programId: where, ...grant } of picture.held) {
    if (where !== programId) continue;
    const known = people.get(personId) ?? { name, email, grants: new Map() };
    known.grants.set(role, grant);
    people.set(personId, known);
  }
  return {
    people,
    holders: new Map([...people].map(([id, { grants }]) => [id, new Set(grants.keys())])),
    delegations: picture.delegations.filter((delegation) => delegation.programId === programId),
  };
};

/** The policy that a decision was opened under; of a new one, the policy in force. */
const openedPolicyIn = (picture: Picture, programId: string, version: number | null): PolicyDocument => {
  const now = policyIn(picture, programId);
  if (version === null || version === now.version) return now.document;
  return picture.openedPolicies.get(policyKey(programId, version)) ?? now.document;
};

export type Evaluated = { evaluations: Evaluation[]; blocks: StructuralBlock[] };

/** The criteria of a move as they stand now, from the evidence in the picture. */
export const evaluateIn = (picture: Picture, context: ListedContext, move: Move): Evaluated => {
  const criteria = picture.criteria.get(context.id);
  const evidence = picture.evidence.get(context.id);
  if (move.transitions.length === 0 || criteria === undefined || evidence === undefined) {
    return { evaluations: [], blocks: [] };
  }
  const question = questionOf(criteria.document, context, move);
  return {
    evaluations: waive(
      evaluateCriteria(question, evidence, picture.now),
      {
        document: criteria.document,
        transitions: move.transitions,
        risks: picture.governed.get(context.id)?.risks ?? [],
      },
      picture.now,
    ),
    blocks: structuralBlocks(question, evidence),
  };
};

/** The move that a payload makes: none for what moves nothing towards target. */
export const moveOf = (context: ListedContext, payload: Payload): Move => {
  const forward = forwardOf(payload);
  return forward === null
    ? { transitions: [], lanes: [] }
    : { transitions: transitionsOf(forward.from, forward.to, context.lanes.length), lanes: forward.lanes };
};

const programIn = (picture: Picture, programId: string): ProgramState => {
  const program = picture.programs.find(({ id }) => id === programId);
  if (program === undefined) throw new Error('a program is missing from the picture');
  return program;
};

/** The context that a decision is about; null for one about the program. */
export const contextOfDecision = (
  picture: Picture,
  { contextId }: Pick<Decision, 'contextId'>,
): ListedContext | null => (contextId === null ? null : contextIn(picture, contextId));

const governedIn = (picture: Picture, programId: string, contextId: string | null): Governed => ({
  ...(picture.governedPrograms.get(programId) ?? nothingGoverned),
  context: contextId === null ? null : (picture.governed.get(contextId) ?? null),
});

/** What holds a context now, whatever its scope, oldest first. */
export const stopsOn = (picture: Picture, place: { programId: string; contextId: string }): Hold[] =>
  picture.holds.filter((hold) => concerns(hold, place)).flatMap((hold) => stopAt(hold, picture.now) ?? []);

/** The world that a decision of this context stands in, as the domain asks for it. */
export const worldIn = (
  picture: Picture,
  context: ListedContext,
  payload: Payload | null,
  openedPolicy: number | null = null,
): World & { context: ListedContext } => {
  const policy = policyIn(picture, context.programId);
  const rules = context.ruleSets.find(({ state }) => state === 'in_force');
  const evaluated =
    payload === null ? { evaluations: [], blocks: [] } : evaluateIn(picture, context, moveOf(context, payload));
  return {
    at: picture.now,
    program: programIn(picture, context.programId),
    context,
    policy: policy.document,
    openedPolicy: openedPolicyIn(picture, context.programId, openedPolicy),
    versions: {
      policy: policy.version,
      rules: rules?.version ?? null,
      criteria: picture.criteria.get(context.id)?.version ?? null,
    },
    ...signersIn(picture, context.programId),
    ...evaluated,
    // Outside the gates nothing but holds and reviews stops a move.
    ...(payload?.kind === 'break_glass' ? { blocks: [] } : {}),
    holds: stopsOn(picture, { programId: context.programId, contextId: context.id }),
    reviews: picture.reviews.filter(({ contextId }) => contextId === context.id),
    governed: governedIn(picture, context.programId, context.id),
    emergencies: picture.emergencies.filter(({ programId }) => programId === context.programId),
  };
};

/** The world that a decision about a whole program stands in. */
export const programWorldIn = (picture: Picture, programId: string, openedPolicy: number | null = null): World => {
  const policy = policyIn(picture, programId);
  return {
    at: picture.now,
    program: programIn(picture, programId),
    context: null,
    policy: policy.document,
    openedPolicy: openedPolicyIn(picture, programId, openedPolicy),
    versions: { policy: policy.version, rules: null, criteria: null },
    ...signersIn(picture, programId),
    evaluations: [],
    blocks: [],
    holds: [],
    reviews: [],
    emergencies: picture.emergencies.filter((emergency) => emergency.programId === programId),
    governed: governedIn(picture, programId, null),
  };
};

/** The world that a decision on record stands in; `payload` null: without what its criteria come to. */
export const worldOfDecision = (
  picture: Picture,
  { programId, decision, openedPolicy }: Pick<ListedDecision, 'programId' | 'decision' | 'openedPolicy'>,
  payload: Payload | null = decision.payload,
): World => {
  const context = contextOfDecision(picture, decision);
  // A draft was opened under no policy yet.
  const opened = decision.state === 'draft' ? null : openedPolicy;
  return context === null ? programWorldIn(picture, programId, opened) : worldIn(picture, context, payload, opened);
};

/** A decision with everything that the domain's questions about it need. */
export const viewedIn = (picture: Picture, listed: ListedDecision): Viewed => ({
  decision: listed.decision,
  revisions: [listed.decision.revision],
  signOffs: listed.signOffs,
  validUntil: listed.validUntil,
  world: worldOfDecision(picture, listed),
});

/** Decisions of a context that may still be executed. */
export const liveIn = (picture: Picture, contextId: string): LiveDecision[] =>
  picture.open
    .filter(({ decision }) => decision.contextId === contextId)
    .filter(({ decision }) => decision.expiresAt === null || decision.expiresAt > picture.now)
    .map(({ decision: { id, number, payload } }) => ({ id, number, payload }));
