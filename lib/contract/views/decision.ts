import type { StepUpMethod } from '@/lib/domain/access/step-up';
import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import type {
  DecisionKind,
  DecisionState,
  EvaluationOutcome,
  GuardAct,
  ReviewFinding,
  Role,
  Stage,
  Verdict,
  WayBack,
  Workload,
} from '@/lib/domain/words';
import type { WayBackProofLine } from './context';
import type { LaneRoutersView } from './lane-routers';
import type {
  Act,
  ActorRef,
  ContextRef,
  DecisionRow,
  EvaluationView,
  FilterOption,
  GateView,
  HoldView,
  LaneRef,
  LockView,
  MatrixView,
  Page,
  PatternRow,
  SlotView,
  StepUpView,
} from './parts';

export type DecisionsFilter = { state?: string; context?: string; kind?: string; cursor?: string };

export type DecisionsView = {
  program: { slug: string; name: string };
  now: string;
  lede: string;
  filter: DecisionsFilter;
  states: FilterOption[];
  contexts: FilterOption[];
  kinds: FilterOption[];
  rows: DecisionRow[];
  page: Page;
  propose: Act;
};

/** One criterion as it stood when the revision began, and as of this minute. */
export type CriterionView = {
  number: number;
  now: EvaluationView;
  frozen: { outcome: EvaluationOutcome; value: string | null; sampleSize: number | null } | null;
  /** Outcome or value differ from the frozen ones. */
  moved: boolean;
};

export type SignOffView = {
  id: string;
  revision: number;
  role: Role;
  verdict: Verdict;
  meaning: string;
  confirmedBy: StepUpMethod;
  comment: string | null;
  name: string;
  /** Whose place the signer took, by delegation; null in their own right. */
  onBehalfOf: string | null;
  you: boolean;
  signedAt: string;
  revokedAt: string | null;
  /** It stands on the current revision and its signer still holds the role. `why` says what ended it. */
  counts: boolean;
  why: string | null;
  revoke: Act;
};

export type Missing = {
  code: string;
  message: string;
  /** What the mark beside it shows. */
  mark: 'criterion' | 'slot' | 'other';
  outcome: EvaluationOutcome | null;
  you: boolean;
};

export type SaidEntry = {
  at: string;
  kind: 'system' | 'person';
  actor: ActorRef;
  /** "approved revision 2", "Criterion 9 went from met to stale. Revision 3 began." */
  sentence: string;
  quote: string | null;
  ledgerIndex: number;
};

/** One place at which a governed document becomes another; null where there is no value on that side. */
export type DocumentChangeView = {
  path: string;
  before: unknown;
  after: unknown;
  direction: 'looser' | 'stricter' | 'other';
  /** The place as people call it; left out where the path says it. */
  place?: string;
};

export type ChangeView = {
  /** Same lanes in both; `changed` are those that the decision moves. Null for kinds that move nothing. */
  now: MatrixView | null;
  after: MatrixView | null;
  changed: LaneRef[];
  total: number;
  /** "epoch 4, one second and a lease of 30 s after it is executed" */
  takesEffect: string;
  subscribers: string[];
  sideEffects: string[];
  /** What legacy and target do afterwards, in words. */
  sentence: string;
  /** Only for activate_rules: which version comes in the place of which, and what each says. */
  rules: { from: number | null; to: number; before: RuleSetDocument | null; after: RuleSetDocument } | null;
  /** Only for a review: the act that is reviewed. */
  reviews: { number: number; title: string; reason: string; executedAt: string; by: string; lanes: string } | null;
  /** Criteria that act by themselves inside the window, and what they do. */
  guards: { criterion: string; onBreak: GuardAct; sentence: string }[];
  /** Of a break-glass move and its review; the last three of the review only. */
  emergency: {
    incident: string;
    finding: ReviewFinding | null;
    follows: string | null;
    acknowledgeBy: string | null;
  } | null;
};

export type WayBackView = {
  state: WayBack | 'not_needed';
  days: number | null;
  /** Planned while undecided; as recorded once executed. */
  opensAt: string | null;
  closesAt: string | null;
  endedAt: string | null;
  /** Of a decision that keeps a way back open longer: when it was to close before. */
  extended: { from: string } | null;
  sentence: string;
  rollback: Act;
  /** Within which the review of a rollback is due. */
  reviewHours: number;
};

/** A risk that waives a criterion of this decision, now or on the day on which it was over. */
export type AcceptedRiskView = {
  decision: number;
  criterion: string;
  owner: string;
  gap: string;
  mitigation: string;
  until: string;
};

/** A place that somebody lent to the person who looks. */
export type BehalfPlace = { role: Role; personId: string; name: string };

/** A revision of a decision: why it began, and which parts of the payload it changed. */
export type RevisionLine = { revision: number; begunAt: string; reason: string | null; changed: string[] };

export type DecisionView = {
  program: { slug: string; name: string };
  now: string;
  id: string;
  number: number;
  kind: DecisionKind;
  state: DecisionState;
  title: string;
  rationale: string;
  lede: string;
  /** Null for a decision about the whole program. */
  context: (ContextRef & { lock: LockView }) | null;
  from: Stage | null;
  to: Stage | null;
  revision: number;
  evidenceHash: string;
  revisionBegunAt: string;
  /** Why the current revision began, when it is not the first. */
  revisionNote: string | null;
  proposedBy: ActorRef;
  proposedAt: string;
  expiresAt: string | null;
  /** When it is executed by itself once it is approved; null: by hand. */
  scheduledFor: string | null;
  /** "24.1 % of writes"; empty for what touches no traffic. */
  traffic: string;
  /** The newest first. */
  revisions: RevisionLine[];
  /** For a review: until when it must be signed off. */
  dueAt: string | null;
  executedBy: ActorRef | null;
  effectiveFrom: string | null;
  /** When it was over, by an act or by time alone; null while it is not. */
  closedAt: string | null;
  closedReason: string | null;
  change: ChangeView;
  /** The old value beside the new, as it is signed; for kinds that put a document in force, or move a date. */
  documentChanges: DocumentChangeView[];
  /** Null for kinds without criteria. */
  criteria: {
    version: number;
    gate: GateView;
    /** Null for a draft: nothing is frozen before it is proposed. */
    frozenAt: string | null;
    evaluatedAt: string;
    items: CriterionView[];
    structural: string[];
  } | null;
  /** What routers apply in the lanes that it moves, by `workload/audience`. */
  routers: Record<string, LaneRoutersView>;
  /** Of the workloads that move to target: what is on record of going back. */
  proofs: WayBackProofLine[];
  /** Null for kinds without criteria: nothing of theirs could be waived. */
  risks: AcceptedRiskView[] | null;
  /** Null once it is over, and for the whole program: what is open today is not its own. */
  patterns: PatternRow[] | null;
  /** None once it is over. */
  holds: HoldView[];
  /** Earlier moves of the same lanes, and how they had ended when it was over, or have by now. */
  tried: { number: number; sentence: string }[];
  wayBack: WayBackView;
  slots: SlotView[];
  signOffs: SignOffView[];
  missing: Missing[];
  said: SaidEntry[];
  acts: {
    /** `roles` are the slots this person could fill; `signs` is the sentence that would be signed. */
    approve: Act & { roles: Role[]; signs: string; behalf: BehalfPlace[] };
    refuse: Act & { roles: Role[]; behalf: BehalfPlace[] };
    execute: Act;
    /** Of a draft: puts it up for signing. */
    propose: Act;
    revise: Act;
    withdraw: Act;
  };
  stepUp: StepUpView;
};

export type MoveKind = 'advance' | 'rollback';

export type ProposeQuery = { kind?: MoveKind; context?: string; to?: Stage; lanes?: string[] };

/** Whether a lane can be picked beside those picked already; `takes`: with which other lanes it could. */
export type Pickable = Act & { takes: string[] };

/** Proposing a move, towards target or back: what may move, and what the gate says about the lanes picked so far. */
export type ProposeView = {
  program: { slug: string; name: string };
  now: string;
  kind: MoveKind;
  contexts: (ContextRef & { lock: LockView; propose: Act })[];
  context: ContextRef & { lock: LockView; stage: Stage };
  /** Stages that can be proposed from here; `needsLanes` when lanes are picked. */
  transitions: { kind: MoveKind; to: Stage; needsLanes: boolean; act: Act; meaning: string }[];
  to: Stage | null;
  matrix: MatrixView;
  /** One for each cell: `workload/audience`. */
  pickable: Record<string, Pickable>;
  picked: LaneRef[];
  gate: GateView | null;
  criteriaVersion: number | null;
  evaluations: EvaluationView[];
  structural: string[];
  slots: SlotView[];
  rollbackDays: { min: number; max: number; default: number } | null;
  /** Criteria that can be watched while the way back is open; none where no lane moves to target. */
  guardable: { criterion: string; title: string }[];
  /** A first draft of the title, from what is picked. */
  title: string;
  propose: Act;
};

export type RecordEntry = {
  index: number;
  at: string;
  recordedAt: string;
  type: string;
  sentence: string;
  leaf: string;
  prev: string;
};

/** The printable page of one decision: what was decided, on what, by whom, and where it stands in the ledger. */
export type DecisionRecordView = {
  decision: DecisionView;
  revisions: {
    revision: number;
    begunAt: string;
    reason: string;
    evidenceHash: string;
    policyVersion: number;
    rulesVersion: number | null;
    criteriaVersion: number | null;
    evaluations: EvaluationView[];
  }[];
  preflight: { at: string; evaluations: EvaluationView[] } | null;
  entries: RecordEntry[];
  runs: {
    number: number;
    source: string;
    externalId: string;
    windowTo: string;
    workload: Workload | null;
    digest: string;
  }[];
  ledger: { origin: string; size: number; head: string };
  download: string;
};
