import { type DecisionCriterion, evaluationKinds } from '@/lib/contract/v1/criteria';
import type { DecisionView, SignOffView, SlotView } from '@/lib/contract/v1/decisions';
import { evidenceKinds } from '@/lib/domain/criteria/evaluation';
import { tallyOf } from '@/lib/domain/criteria/gate-standing';
import { criteriaAt } from '@/lib/domain/decision/criteria';
import { type EvaluationInput, type FrozenEvaluation, freezeEvaluations } from '@/lib/domain/decision/evaluation';
import { documentChangesOf, lanesOf, stagesOf } from '@/lib/domain/decision/payload';
import { standingOf } from '@/lib/domain/decision/standing';
import type { World } from '@/lib/domain/decision/world';
import { type Gate, gates, workloads } from '@/lib/domain/words';
import type { Db } from '@/lib/store/database';
import { confirmationOf, type RecordedDecision } from '@/lib/store/decisions';
import type { ProgramRow } from '@/lib/store/programs';
import { wordOf } from '@/lib/store/words';
import { loadWorld } from './load-world';

const text = (instant: Date | null): string | null => instant?.toISOString() ?? null;

const gateOf = (evaluation: FrozenEvaluation): Gate => wordOf(gates, evaluation.gate);

/** A criterion asked of each lane carries the lane behind its key: `match-rate reads/cohort:eu-motor`. */
const laneOf = (key: string): DecisionCriterion['lane'] => {
  const [, workload, audience] = / ([a-z]+)\/((?:cohort|subscriber):[a-z0-9-]+)$/.exec(key) ?? [];
  return workload === undefined || audience === undefined ? null : { workload: wordOf(workloads, workload), audience };
};

const bodyOf = ({
  outcome,
  value,
  threshold,
  sampleSize,
  window,
  validUntil,
  evidence,
  sentence,
}: FrozenEvaluation) => ({
  outcome,
  value,
  threshold,
  sampleSize,
  window: window.from === null || window.to === null ? null : { from: window.from, to: window.to },
  validUntil,
  evidence: evidence.map((ref) => ({ ...ref, kind: wordOf(evidenceKinds, ref.kind) })),
  sentence,
});

const kindOf = (evaluation: FrozenEvaluation) => wordOf(evaluationKinds, evaluation.kind);

/** Criteria as frozen and as of now; on top stands what counts: now while the decision is live, frozen once it ended. */
export const criteriaOfDecision = (
  frozen: readonly FrozenEvaluation[],
  now: readonly EvaluationInput[] | null,
): DecisionCriterion[] => {
  const fresh = now === null ? [] : freezeEvaluations(now);
  const keys = [...new Set([...fresh, ...frozen].map((evaluation) => evaluation.key))].sort();
  return keys.flatMap((key) => {
    const then = frozen.find((evaluation) => evaluation.key === key);
    const today = fresh.find((evaluation) => evaluation.key === key);
    const shown = today ?? then;
    if (shown === undefined) return [];
    return [
      {
        key,
        gate: gateOf(shown),
        kind: kindOf(shown),
        blocking: shown.blocking,
        lane: laneOf(key),
        ...bodyOf(shown),
        frozen: then === undefined ? null : bodyOf(then),
        now: today === undefined ? null : bodyOf(today),
      },
    ];
  });
};

const signOffsOf = (recorded: RecordedDecision, counted: ReadonlySet<string>): SignOffView[] =>
  recorded.signOffs.map((signOff) => ({
    id: signOff.id,
    revision: signOff.revision,
    person: { id: signOff.personId, name: signOff.personName },
    onBehalfOf: signOff.onBehalfOf === null ? null : { id: signOff.onBehalfOf, name: signOff.onBehalfOfName ?? '' },
    role: signOff.role,
    verdict: signOff.verdict,
    meaning: recorded.meanings.get(signOff.id) ?? '',
    confirmedBy: confirmationOf(recorded, signOff.id).method,
    comment: signOff.comment === '' ? null : signOff.comment,
    signedAt: signOff.signedAt.toISOString(),
    revokedAt: text(signOff.revokedAt),
    counted: counted.has(signOff.id),
  }));

const emergencyOf = ({ decision: { payload }, acknowledgedAt }: RecordedDecision): DecisionView['emergency'] => {
  const none = { acknowledgeBy: null, acknowledgedAt: null, finding: null, follows: null };
  if (payload.kind === 'break_glass') return { ...none, incident: payload.incident, side: payload.side };
  if (payload.kind !== 'review_break_glass') return null;
  const { incident, acknowledgeBy, finding } = payload;
  const found = { finding: finding?.verdict ?? null, follows: finding?.follows ?? null };
  return { incident, side: null, acknowledgeBy, acknowledgedAt: text(acknowledgedAt), ...found };
};

/** The decision as the API shows it, from what is on record and the world as it is now. */
export const describeDecision = (recorded: RecordedDecision, world: World): DecisionView => {
  const { decision, signOffs, validUntil } = recorded;
  const { payload, revision } = decision;
  const standing = standingOf({ decision, signOffs, validUntil, world });
  const ended = decision.state !== 'open';
  const counted = ended ? recorded.countedSignOffIds : new Set(standing.counted.map(({ signOff }) => signOff.id));
  const stages = stagesOf(payload);
  const slots: SlotView[] = standing.slots.map(({ role, count, people = [], filled }) => ({
    role,
    count,
    people: [...people],
    filled: filled.map(({ personId, personName }) => ({ id: personId, name: personName })),
  }));
  const criteria = criteriaOfDecision(
    revision.document.evaluations,
    ended ? null : criteriaAt(payload, world.evaluations, world.at),
  );
  const self = `/api/v1/programs/${decision.program}/decisions/${decision.number}`;
  return {
    id: decision.id,
    number: decision.number,
    kind: decision.kind,
    state: standing.state,
    revision: revision.number,
    evidenceHash: revision.evidenceHash,
    context: decision.context,
    from: stages?.from ?? null,
    to: stages?.to ?? null,
    title: payload.title,
    rationale: payload.rationale,
    lanes: lanesOf(payload).map(({ workload, audience, side, epoch }) => ({ workload, audience, side, epoch })),
    rulesVersion: payload.kind === 'activate_rules' ? payload.ruleSet.version : null,
    changes: documentChangesOf(payload),
    loosens: payload.stakes?.loosens ?? false,
    criteria,
    tally: tallyOf(criteria),
    slots,
    signOffs: signOffsOf(recorded, counted),
    missing: standing.missing,
    proposedBy: { kind: decision.proposer.kind, id: decision.proposer.id, name: decision.proposer.name },
    proposedAt: decision.proposedAt.toISOString(),
    executedBy:
      recorded.executedBy === null
        ? null
        : { kind: recorded.executedBy.kind, id: recorded.executedBy.id, name: recorded.executedBy.name },
    executedAt: decision.state === 'executed' ? text(recorded.closedAt) : null,
    effectiveFrom: text(recorded.effectiveFrom),
    closedReason: recorded.closedReason,
    rollbackDays: 'rollbackDays' in payload ? payload.rollbackDays : null,
    rollbackUntil: text(recorded.rollbackUntil),
    expiresAt: text(decision.expiresAt),
    scheduledFor: payload.scheduledFor,
    dueAt: text(recorded.dueAt),
    guards: payload.kind === 'advance' ? (payload.guards ?? []) : [],
    automatic: payload.kind === 'rollback' ? (payload.guard ?? null) : null,
    emergency: emergencyOf(recorded),
    reviewOf: recorded.reviewOf,
    review: recorded.review === null ? null : { id: recorded.review.id, number: recorded.review.number },
    revisions: recorded.revisions.map((past) => ({
      revision: past.number,
      evidenceHash: past.evidenceHash,
      begunAt: past.openedAt.toISOString(),
      reason: past.reason ?? 'Proposed.',
    })),
    links: {
      self,
      context: decision.context === null ? null : `/api/v1/programs/${decision.program}/contexts/${decision.context}`,
      record: `${self}/record`,
    },
  };
};

/** Loads the world of a decision, live or ended, and describes it. */
export const describeRecorded = async (
  db: Db,
  program: ProgramRow,
  recorded: RecordedDecision,
  at: Date,
): Promise<DecisionView> => {
  const { decision } = recorded;
  const payload = decision.state === 'open' ? decision.payload : null;
  const { openedPolicy } = recorded;
  const world = await loadWorld(db, { program, contextId: decision.contextId, payload, openedPolicy, at });
  return describeDecision(recorded, world);
};
