// The closed vocabularies of the domain, as they are spelled on the wire, in the database and in code.
// Every union here is a list first, so that schemas, tables of looks and tests walk the same words.

export const sides = ['legacy', 'target'] as const;
export type Side = (typeof sides)[number];

export const participations = ['authoritative', 'shadow', 'standby', 'off'] as const;
export type Participation = (typeof participations)[number];

export const stages = ['planned', 'shadow', 'validated', 'selective', 'full', 'retired'] as const;
export type Stage = (typeof stages)[number];

/** How much depends on a context; a sign-off policy may ask for more people where it is high. */
export const riskClasses = ['low', 'standard', 'high'] as const;
export type RiskClass = (typeof riskClasses)[number];

export const workloads = ['reads', 'writes', 'batch', 'streaming'] as const;
export type Workload = (typeof workloads)[number];

export const roles = [
  'viewer',
  'auditor',
  'engineer',
  'lead',
  'owner',
  'business',
  'operations',
  'risk',
  'finance',
  'admin',
] as const;
export type Role = (typeof roles)[number];

export const layers = ['schema', 'dataset', 'row', 'query', 'event', 'state', 'outcome', 'position'] as const;
export type Layer = (typeof layers)[number];

export const checkOutcomes = [
  'match',
  'match_within_tolerance',
  'mismatch',
  'errored',
  'skipped',
  'not_run',
  'pending',
  'inconclusive',
  'ignored',
  'unknown',
] as const;
export type CheckOutcome = (typeof checkOutcomes)[number];

export const runStatuses = ['completed', 'aborted', 'failed', 'unknown'] as const;
export type RunStatus = (typeof runStatuses)[number];

export const evaluationOutcomes = ['met', 'not_met', 'insufficient', 'stale', 'errored', 'waived'] as const;
export type EvaluationOutcome = (typeof evaluationOutcomes)[number];

export const gates = [
  'compatibility',
  'data_and_state',
  'security_and_governance',
  'operations',
  'cost',
  'decision',
] as const;
export type Gate = (typeof gates)[number];

export const criterionKinds = ['match_rate', 'discrepancy_ceiling', 'coverage', 'attestation'] as const;
export type CriterionKind = (typeof criterionKinds)[number];

export const discrepancyKinds = [
  'value',
  'missing_in_target',
  'missing_in_legacy',
  'duplicate',
  'ordering',
  'timing',
  'type',
  'error_in_target',
  'error_in_legacy',
] as const;
export type DiscrepancyKind = (typeof discrepancyKinds)[number];

export const categories = [
  'timing',
  'rounding',
  'expected_improvement',
  'upstream_data_quality',
  'known_variance',
  'genuine',
  'unclassified',
] as const;
export type Category = (typeof categories)[number];

/** Most severe first. */
export const severities = ['critical', 'major', 'minor', 'info'] as const;
export type Severity = (typeof severities)[number];

/** A split pattern speaks through its parts. */
export const patternStates = ['open', 'explained', 'gone', 'split'] as const;
export type PatternState = (typeof patternStates)[number];

/** What a pattern taught. */
export const resolutions = [
  'target_defect_fixed',
  'hidden_legacy_rule',
  'event_semantics_refined',
  'variance_accepted',
  'boundary_redrawn',
  'upstream_fixed',
] as const;
export type Resolution = (typeof resolutions)[number];

/** The kinds that can be proposed; the other kinds of the domain join this list when they are built. */
export const decisionKinds = [
  'advance',
  'rollback',
  'redraw_lanes',
  'review_rollback',
  'activate_rules',
  'activate_criteria',
  'accept_risk',
  'authorise_replay',
  'extend_rollback_window',
  'extend_deadline',
  'change_policy',
  'retire_legacy',
  'break_glass',
  'review_break_glass',
] as const;
export type DecisionKind = (typeof decisionKinds)[number];

export const decisionStates = [
  'draft',
  'open',
  'approved',
  'scheduled',
  'executed',
  'rejected',
  'withdrawn',
  'expired',
  'superseded',
] as const;
export type DecisionState = (typeof decisionStates)[number];

/** What a hold stops: everything, one program, or one context. */
export const holdScopes = ['installation', 'program', 'context'] as const;
export type HoldScope = (typeof holdScopes)[number];

/** What the review of an emergency came to. */
export const reviewFindings = ['ratified', 'ratified_with_findings', 'reverse'] as const;
export type ReviewFinding = (typeof reviewFindings)[number];

/** What follows when a criterion that a decision named as its guard is not met inside the window. */
export const guardActs = ['roll_back', 'halt'] as const;
export type GuardAct = (typeof guardActs)[number];

export const verdicts = ['approve', 'refuse'] as const;
export type Verdict = (typeof verdicts)[number];

export const syncStrategies = [
  'dual_write',
  'change_data_capture',
  'log_replication',
  'batch_copy',
  'topic_mirroring',
  'cluster_linking',
  'stream_processing',
  'none',
] as const;
export type SyncStrategy = (typeof syncStrategies)[number];

export const retirementKinds = [
  'report',
  'support_process',
  'runbook',
  'control',
  'dependent_job',
  'infrastructure',
  'data_archive',
  'licence',
  'access',
] as const;
export type RetirementKind = (typeof retirementKinds)[number];

/** What a decision may say that legacy does once target is authoritative. */
export const legacyRoles = ['standby', 'shadow'] as const satisfies readonly Participation[];
export type LegacyAfter = (typeof legacyRoles)[number];

export const wayBackStates = ['lossless', 'lossy', 'closed'] as const;
export type WayBack = (typeof wayBackStates)[number];

/** What a proof of the way back says of it. */
export const wayBackQualities = ['lossless', 'lossy'] as const;
export type WayBackQuality = (typeof wayBackQualities)[number];

export const scopes = [
  'authority:read',
  'observations:write',
  'runs:write',
  'program:read',
  'program:write',
  'decisions:write',
  'ledger:read',
  'keys:write',
  'rollback:write',
] as const;
export type Scope = (typeof scopes)[number];
