import { type CriteriaSetDocument, parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import { type Evidence, evaluateCriteria } from '@/lib/domain/criteria/evaluate';
import type { Evaluation } from '@/lib/domain/criteria/evaluation';
import { type StructuralBlock, structuralBlocks } from '@/lib/domain/criteria/structural-blocks';
import type { Decision, RoleHolders } from '@/lib/domain/decision/decision';
import type { Payload } from '@/lib/domain/decision/payload';
import type { LiveDecision } from '@/lib/domain/decision/propose';
import type { Viewed } from '@/lib/domain/decision/view-check';
import type { ProgramState, World } from '@/lib/domain/decision/world';
import { concerns, type Hold, stopAt } from '@/lib/domain/hold/hold';
import { Refused } from '@/lib/domain/kernel/refusal';
import { type PolicyDocument, parsePolicy } from '@/lib/domain/policy/document';
import { transitions as forwardMoves, transitionsOf } from '@/lib/domain/stage/transition';
import type { Role } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
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
import { type ListedDecision, listOpenDecisions } from '@/lib/store/read-models/decision-records';
import { listCriteriaDocuments, listPolicyDocuments, type StoredDocument } from '@/lib/store/read-models/documents';
import { type HeldRole, listHeldRoles } from '@/lib/store/read-models/people';
import { type ListedContext, listRecordedContexts } from '@/lib/store/read-models/recorded-contexts';
import { type ListedReview, listReviewsOf } from '@/lib/store/read-models/stops';
import { listLedgerHeads } from '@/lib/store/read-models/visible-programs';
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
  open: readonly ListedDecision[];
  /** Those that are not over; a freeze among them may have no window open now. */
  holds: readonly RecordedHold[];
  reviews: readonly ListedReview[];
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
  return {
    now,
    programs: await listProgramStates(db, programIds),
    contexts,
    criteria,
    criteriaDocuments,
    policies: new Map(policies.map((stored) => [stored.ownerId, policyOf(stored)])),
    evidence: await evidenceOf(db, looked, widest(looked, criteria, now)),
    held: await listHeldRoles(db, programIds),
    open: await listOpenDecisions(db, programIds),
    holds: await listHoldsOf(db, programIds, { notOverAt: now }),
    reviews: await listReviewsOf(db, programIds),
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

/** Who holds which role in a program now. */
const holdersIn = (picture: Picture, programId: string): RoleHolders => {
  const holders = new Map<string, Set<Role>>();
  for (const { personId, role, programId: where } of picture.held) {
    if (where === programId) holders.set(personId, (holders.get(personId) ?? new Set()).add(role));
  }
  return holders;
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
    evaluations: evaluateCriteria(question, evidence, picture.now),
    blocks: structuralBlocks(question, evidence),
  };
};

/** The move that a payload makes: none for what moves nothing towards target. */
export const moveOf = (context: ListedContext, payload: Payload): Move =>
  payload.kind === 'advance'
    ? { transitions: transitionsOf(payload.from, payload.to, context.lanes.length), lanes: payload.lanes }
    : { transitions: [], lanes: [] };

const programIn = (picture: Picture, programId: string): ProgramState => {
  const program = picture.programs.find(({ id }) => id === programId);
  if (program === undefined) throw new Error('a program is missing from the picture');
  return program;
};

/** The context that a decision is about. */
export const contextOfDecision = (picture: Picture, { contextId }: Pick<Decision, 'contextId'>): ListedContext => {
  if (contextId === null) throw new Error('this decision is about the program');
  return contextIn(picture, contextId);
};

/** What holds a context now, whatever its scope, oldest first. */
export const stopsOn = (picture: Picture, place: { programId: string; contextId: string }): Hold[] =>
  picture.holds.filter((hold) => concerns(hold, place)).flatMap((hold) => stopAt(hold, picture.now) ?? []);

/** The world that a decision of this context stands in, as the domain asks for it. */
export const worldIn = (
  picture: Picture,
  context: ListedContext,
  payload: Payload | null,
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
    openedPolicy: policy.document,
    versions: {
      policy: policy.version,
      rules: rules?.version ?? null,
      criteria: picture.criteria.get(context.id)?.version ?? null,
    },
    holders: holdersIn(picture, context.programId),
    ...evaluated,
    holds: stopsOn(picture, { programId: context.programId, contextId: context.id }),
    reviews: picture.reviews.filter(({ contextId }) => contextId === context.id),
  };
};

/** A decision with everything that the domain's questions about it need. */
export const viewedIn = (picture: Picture, listed: ListedDecision): Viewed => ({
  decision: listed.decision,
  revisions: [listed.decision.revision],
  signOffs: listed.signOffs,
  validUntil: listed.validUntil,
  world: worldIn(picture, contextOfDecision(picture, listed.decision), listed.decision.payload),
});

/** Decisions of a context that may still be executed. */
export const liveIn = (picture: Picture, contextId: string): LiveDecision[] =>
  picture.open
    .filter(({ decision }) => decision.contextId === contextId)
    .filter(({ decision }) => decision.expiresAt === null || decision.expiresAt > picture.now)
    .map(({ decision: { id, number, payload } }) => ({ id, number, payload }));
