import { z } from 'zod';
import { stepUpMethods } from '@/lib/domain/access/step-up';
import { triageMembers } from '@/lib/domain/pattern/members';
import { driftKinds } from '@/lib/domain/router/drift';
import {
  categories,
  decisionKinds,
  guardActs,
  holdScopes,
  layers,
  legacyRoles,
  patternStates,
  resolutions,
  roles,
  runStatuses,
  scopes,
  severities,
  sides,
  stages,
  verdicts,
  wayBackQualities,
  workloads,
} from '@/lib/domain/words';

// What can happen, closed and typed, with the intent in the name. Ids, digests, decimals as text, small words;
// never a secret, never the body of a run or a message. Data may grow members; none changes its meaning.

const id = z.string();
const text = z.string();
const instant = z.string();
const digest = z.string();
const count = z.int().min(0);
const lane = z.object({ workload: z.enum(workloads), audience: text });
const decision = z.object({ id, number: z.int() });
const inDecision = { decision };
/** Persons who wrote it so far: none of them signs it off. */
const authors = z.array(id);
const person = { person: id, name: text };
const change = lane.extend({
  context: text,
  side: z.enum(sides),
  from: z.enum(sides).nullable(),
  epoch: z.int().min(1),
  effectiveFrom: instant,
  decision,
  /** What legacy does behind target, where it does not stand by. */
  legacyAfter: z.enum(legacyRoles).optional(),
});
/** People speak of a pattern by its number; entries from before it was kept have none. */
const pattern = { pattern: id, number: z.int().optional() };
const run = { run: id, source: text, externalId: text, context: text };
const signOff = {
  ...inDecision,
  signOff: id,
  revision: z.int(),
  evidenceHash: digest,
  ...person,
  role: z.enum(roles),
  /** Whose place the signer took, by delegation. */
  onBehalfOf: z.object(person).optional(),
  /** How the signer proved who they are, and the digest of their passkey's answer. */
  confirmedBy: z.enum(stepUpMethods).optional(),
  assertion: digest.optional(),
};
const proposal = z.object({
  ...inDecision,
  kind: z.enum(decisionKinds),
  context: text,
  from: z.enum(stages).nullable(),
  to: z.enum(stages).nullable(),
  lanes: z.array(lane),
  title: text,
  revision: z.int(),
  evidenceHash: digest,
  expiresAt: instant.nullable(),
  dueAt: instant.nullable(),
  authors,
});
const inForce = { version: z.int(), digest, initial: z.boolean(), decision: decision.optional() };

/** What triage said of one member of a pattern; null where nothing was. */
const said = z.union([text, z.array(text)]).nullable();
/** Parts of a split pattern; the one without a value has every other value, and none. */
const parts = z.array(z.object({ id, number: z.int(), value: text.nullable() }));

/** `place` is a lane, what no lane covers, or empty for the router as a whole. */
const drift = { drift: id, router: text, kind: z.enum(driftKinds), place: text };

export const factSchemas = {
  'demo.clock_simulated': z.object({ note: text }),

  'program.created': z.object({ program: text, name: text }),
  'context.created': z.object({ context: text, name: text }),
  'manifest.applied': z.object({ digest, changes: z.array(text) }),
  'policy.put_in_force': z.object(inForce),
  'criteria.put_in_force': z.object({ context: text, ...inForce }),
  'expected_checks.put_in_force': z.object({ context: text, digest, decision }),
  'sources.put_in_force': z.object({ context: text, digest, decision }),
  'equivalence.put_in_force': z.object({ context: text, version: z.int(), digest, decision }),
  'deadline.moved': z.object({ from: text.nullable(), to: text, extensions: count, reason: text, decision }),
  'manifest.rewritten': z.object({ digest, parts: z.array(text), decision }),
  'rules.drafted': z.object({ context: text, version: z.int(), digest }),
  'rules.activated': z.object({ context: text, version: z.int(), digest, replaces: z.int().nullable(), decision }),

  'run.recorded': z.object({
    ...run,
    layer: z.enum(layers),
    workload: z.enum(workloads).nullable(),
    baseline: z.boolean(),
    status: z.enum(runStatuses),
    windowFrom: instant,
    windowTo: instant,
    outcome: text,
    digest,
    ruleSetVersion: z.int().nullable(),
    discrepancies: count,
  }),
  'run.superseded': z.object({ ...run, by: id }),
  /** More of a run's discrepancies: `digest` is of what was sent, inflated; `discrepancies` is how many it has now. */
  'run.itemised': z.object({
    ...run,
    lines: z.int().min(1),
    digest,
    discrepancies: count,
    announced: count.nullable(),
    outcome: text,
  }),
  /** Those received in a month (`2026-11`, UTC) are shown no more; their counts, examples and hashes stay. */
  'discrepancies.let_go': z.object({ month: text, runs: count, discrepancies: count, keptMonths: z.int().min(1) }),
  'pattern.opened': z.object({
    ...pattern,
    context: text,
    category: z.enum(categories),
    severity: z.enum(severities),
    sentence: text,
  }),
  'pattern.triaged': z.object({
    ...pattern,
    context: text,
    category: z.enum(categories),
    severity: z.enum(severities),
    note: text,
    /** What was said before and what is said now, member by member. */
    changes: z.array(z.object({ member: z.enum(triageMembers), from: said, to: said })).optional(),
  }),
  'pattern.reopened': z.object({
    ...pattern,
    context: text,
    was: z.enum(['explained', 'gone', 'resolved']),
    resolution: z.enum(resolutions).nullable(),
    times: z.int().min(1),
  }),
  'pattern.merged': z.object({
    pattern: id,
    context: text,
    number: z.int(),
    into: z.object({ id, number: z.int() }),
    /** Patterns that were merged into this one before, and now are into the other. */
    moved: z.array(z.int()),
  }),
  'pattern.unmerged': z.object({
    pattern: id,
    context: text,
    number: z.int(),
    from: z.object({ id, number: z.int() }),
  }),
  'pattern.split': z.object({ pattern: id, context: text, number: z.int(), dimension: text, parts }),
  'pattern.joined': z.object({ pattern: id, context: text, number: z.int(), dimension: text, parts }),
  'pattern.changed': z.object({ ...pattern, context: text, state: z.enum(patternStates), because: text }),
  'attestation.given': z.object({
    attestation: id,
    context: text,
    criterion: text,
    role: z.enum(roles),
    statement: text,
    validUntil: instant,
    ...person,
  }),

  'risk.accepted': z.object({
    context: text,
    criterion: text,
    transition: text.nullable(),
    ...person,
    gap: text,
    mitigation: text,
    until: instant,
    decision,
  }),
  'replay.authorised': z.object({
    context: text,
    side: z.enum(sides),
    from: instant,
    to: instant,
    what: text,
    containment: text,
    until: instant,
    decision,
  }),

  'decision.drafted': proposal.extend({ reasons: z.array(text) }),
  'decision.proposed': proposal,
  'decision.revised': z.object({
    ...inDecision,
    revision: z.int(),
    evidenceHash: digest,
    reasons: z.array(text),
    authors,
    /** Where a stricter policy shortened its life. */
    expiresAt: instant.optional(),
  }),
  'decision.executed': z.object({
    ...inDecision,
    kind: z.enum(decisionKinds),
    context: text,
    revision: z.int(),
    evidenceHash: digest,
    preflightDigest: digest,
    signOffs: z.array(z.object({ id, person: id, name: text, slot: z.enum(roles) })),
    effectiveFrom: instant,
  }),
  'decision.rejected': z.object({ ...inDecision, signOff: id, reason: text }),
  'decision.withdrawn': z.object({ ...inDecision, reason: text }),
  'decision.expired': z.object({ ...inDecision, expiredAt: instant }),
  'decision.superseded': z.object({ ...inDecision, reason: text }),
  'sign_off.given': z.object({ ...signOff, comment: text }),
  'sign_off.refused': z.object({ ...signOff, reason: text }),
  'sign_off.revoked': z.object({
    ...inDecision,
    signOff: id,
    verdict: z.enum(verdicts),
    ...person,
    onBehalfOf: signOff.onBehalfOf,
  }),

  'authority.opened': change,
  'authority.shifted': change,
  'authority.rolled_back': change.extend({ reason: text }),
  'stage.changed': z.object({
    context: text,
    from: z.enum(stages),
    to: z.enum(stages),
    effectiveFrom: instant,
    decision,
  }),
  'lanes.redrawn': z.object({
    context: text,
    effectiveFrom: instant,
    ended: z.array(lane.extend({ epoch: z.int() })),
    begun: z.array(
      z.object({
        audience: text,
        parents: z.array(text),
        lanes: z.array(
          z.object({
            workload: z.enum(workloads),
            side: z.enum(sides),
            epoch: z.int(),
            wayBackUntil: instant.nullable(),
          }),
        ),
      }),
    ),
    /** Of the whole new drawing: its cohorts with their conditions in order, its subscribers. */
    digest,
    decision,
  }),
  'way_back.proven': z.object({
    proof: id,
    context: text,
    workloads: z.array(z.enum(workloads)),
    quality: z.enum(wayBackQualities),
    lost: text.nullable(),
    evidence: text,
    provenAt: instant,
    validUntil: instant,
  }),
  'way_back.withdrawn': z.object({ proof: id, context: text, workloads: z.array(z.enum(workloads)), reason: text }),
  'window.opened': lane.extend({ context: text, opensAt: instant, closesAt: instant, decision }),
  'window.used': lane.extend({ context: text, endedAt: instant, decision, by: decision }),
  'window.extended': lane.extend({
    context: text,
    from: instant,
    to: instant,
    number: z.int().min(1),
    reason: text,
    decision,
    by: decision,
  }),
  'window.closing': lane.extend({ context: text, closesAt: instant, decision }),
  'window.closed': lane.extend({ context: text, closedAt: instant, decision }),
  'break_glass.used': z.object({
    ...inDecision,
    context: text,
    side: z.enum(sides),
    lanes: z.array(lane),
    incident: text,
    reason: text,
    review: z.object({ id, number: z.int() }),
    dueAt: instant,
  }),
  'break_glass.acknowledged': z.object({ ...inDecision, breakGlass: z.object({ id, number: z.int() }), ...person }),
  'break_glass.overdue': z.object({ ...inDecision, breakGlass: z.object({ id, number: z.int() }), dueAt: instant }),
  /** `evaluation` is what it came to in words; the act it led to is named once it is done. */
  'guard.broken': z.object({
    ...inDecision,
    context: text,
    criterion: text,
    onBreak: z.enum(guardActs),
    evaluation: z.object({ key: text, value: text.nullable(), threshold: text.nullable(), sentence: text }),
    led: z.object({ kind: z.enum(['rollback', 'hold']), id, number: z.int().nullable() }),
  }),
  // Without a scope it is a context's own; a context is named there and nowhere else.
  'hold.placed': z.object({
    hold: id,
    context: text.nullable(),
    reason: text,
    scope: z.enum(holdScopes).optional(),
    until: instant.nullable().optional(),
    calendar: text.nullable().optional(),
    guard: z.object({ id, number: z.int() }).optional(),
  }),
  'hold.lifted': z.object({
    hold: id,
    context: text.nullable(),
    reason: text,
    scope: z.enum(holdScopes).optional(),
  }),

  'router.acknowledged': z.object({
    router: text,
    context: text,
    workload: z.enum(workloads),
    audience: text,
    epoch: count,
    previous: count.nullable(),
    appliedAt: instant.nullable(),
  }),
  'drift.found': z.object({ ...drift, expected: text.nullable(), found: text.nullable(), since: instant }),
  'drift.cleared': z.object(drift),

  'retirement_item.changed': z.object({ item: id, title: text, changes: z.array(text) }),
  'retirement_item.done': z.object({ item: id, title: text, evidence: text }),

  'person.invited': z.object(person),
  'person.joined': z.object({ ...person, by: z.enum(['link', 'single_sign_on', 'demo']) }),
  'person.disabled': z.object(person),
  'person.enabled': z.object(person),
  'installation_admin.granted': z.object(person),
  'delegation.given': z.object({
    delegation: id,
    ...person,
    to: z.object(person),
    role: z.enum(roles),
    contexts: z.array(text).nullable(),
    until: instant,
    reason: text,
  }),
  'delegation.ended': z.object({ delegation: id, ...person, to: z.object(person), role: z.enum(roles) }),
  'role.granted': z.object({ ...person, role: z.enum(roles) }),
  'role.revoked': z.object({ ...person, role: z.enum(roles) }),
  'key.created': z.object({
    key: id,
    name: text,
    scopes: z.array(z.enum(scopes)),
    issuedTo: id.nullable(),
    expiresAt: instant.nullable(),
  }),
  'key.revoked': z.object({ key: id, name: text }),
  'passkey.added': z.object({ passkey: id, label: text, ...person, credentialId: text, publicKey: text }),
  'passkey.removed': z.object({ passkey: id, label: text, ...person, credentialId: text }),
} satisfies Record<string, z.ZodType>;

export type FactType = keyof typeof factSchemas;

export const factTypes = Object.keys(factSchemas) as FactType[];

/** What an entry is about, so that a page can find the entries of one thing. */
export type FactSubject = {
  kind: 'program' | 'context' | 'decision' | 'run' | 'pattern' | 'retirement_item' | 'router' | 'person' | 'key';
  id: string;
};

export type FactData<T extends FactType> = z.infer<(typeof factSchemas)[T]>;

export type FactOf<T extends FactType> = { type: T; subject?: FactSubject; contextId?: string; data: FactData<T> };

/** A draft of one ledger entry; index, time and actor are added where it is appended. `contextId`: where it belongs. */
export type Fact = { [T in FactType]: FactOf<T> }[FactType];
