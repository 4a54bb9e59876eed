import type {
  CheckOutcome,
  Layer,
  Role,
  Side,
  Stage,
  SyncStrategy,
  WayBackQuality,
  Workload,
} from '@/lib/domain/words';
import type { DivergenceChart, MatchRateChart } from './charts';
import type { LaneRoutersView } from './lane-routers';
import type {
  Act,
  DecisionRow,
  EvaluationView,
  FeedEntry,
  GateView,
  HoldView,
  LaneRef,
  LockView,
  MatrixView,
  PatternRow,
  StepUpView,
  TrackStage,
  WindowView,
} from './parts';
import type { QueryGrid } from './query-grid';
import type { RunRow } from './run';

/** What a person can attest here: an attestation criterion, or a coverage condition. */
export type Attestable = {
  criterionKey: string;
  condition: string | null;
  role: Role;
  statement: string;
  validDays: number;
  last: { by: string; at: string; validUntil: string; evidence: string } | null;
  attest: Act;
};

export type ExpectedCheckView = {
  source: string;
  layer: Layer;
  workload: Workload | null;
  /** "every day, 6 h grace, at least 1 000 compared" */
  sentence: string;
  last: { run: number; windowTo: string; compared: number | null } | null;
  /** `expected`: due and in time; `late`: within its grace; `not_run`: absent after it. */
  standing: 'in_time' | 'late' | 'not_run' | 'short';
};

export type LayerView = {
  layer: Layer;
  share: string | null;
  sampleSize: number | null;
  /** When it was last compared, or null: it never was. */
  lastAt: string | null;
  run: number | null;
  /** The worst of the latest runs of its sources. */
  outcome: CheckOutcome | null;
  /** Whether what is expected of it came: null where nothing is. `short`: too little, or without its checks. */
  standing: 'in_time' | 'not_run' | 'short' | null;
  /** How far each side had read, where its latest runs say two different positions. */
  apart: { legacy: string; target: string } | null;
};

export type RollbackChoice = {
  act: Act;
  /** Lanes inside an open window, which this person may roll back at once. */
  lanes: (LaneRef & { text: string; closesAt: string })[];
  reviewHours: number;
};

/** What is on record of going back from target, for one workload. */
export type WayBackProofLine = {
  workload: Workload;
  state: 'current' | 'ended' | 'none';
  quality: WayBackQuality | null;
  lost: string | null;
  evidence: string | null;
  provenAt: string | null;
  validUntil: string | null;
};

/** Authority moved outside the gates: which lanes could go where, by whom. */
export type BreakGlassChoice = {
  act: Act;
  lanes: (LaneRef & { text: string; side: Side })[];
  confirmMinutes: number;
  reviewHours: number;
};

/** One cohort as it is drawn, to be drawn anew; neither `where` nor `percent`: everyone else. */
export type DrawnCohort = {
  slug: string;
  name: string;
  where: Record<string, string[]> | null;
  /** A range of the keys, in percent. */
  percent: { from: number; to: number } | null;
  /** Declared share of the traffic, null where none is, or where it is that of the keys. */
  trafficPercent: number | null;
};

/** The drawing on record in its order, and the program's dimensions with their values. */
export type DrawingChoice = { act: Act; cohorts: DrawnCohort[]; dimensions: Record<string, string[]> };

export type ContextView = {
  program: { slug: string; name: string; zone: string };
  slug: string;
  name: string;
  now: string;
  equivalence: { statement: string; version: number; writtenBy: string; writtenAt: string } | null;
  owners: string[];
  correlationKey: string;
  syncStrategy: SyncStrategy;
  sourceOfTruth: string;
  events: string[];
  lock: LockView;
  /** What the lock's levels are shares of: the layer, null where nothing was compared, and the last days. */
  levels: { layer: Layer | null; days: number };
  track: TrackStage[];
  gate: GateView | null;
  canOpen: { kind: 'now' | 'day' | 'none'; at: string | null; note: string };
  /** The open decision of this context, if there is one. */
  decision: DecisionRow | null;
  propose: Act;
  /** Every hold that stops it now: its own, the program's, those on everything. */
  holds: HoldView[];
  placeHold: Act;
  stage: Stage;
  /** `routers` by `workload/audience`; a lane that no router serves is not in it. */
  authority: MatrixView & { sentence: string; routers: Record<string, LaneRoutersView> };
  windows: WindowView[];
  rollback: RollbackChoice;
  breakGlass: BreakGlassChoice;
  drawing: DrawingChoice;
  wayBack: { lines: WayBackProofLine[]; prove: Act; longestDays: number };
  /** Whether this person may propose what does not move authority, by kind. */
  proposing: {
    extendWindow: Act;
    acceptRisk: Act;
    changeCriteria: Act;
    replay: Act;
    /** Null unless the context stands at full. */
    retire: Act | null;
  };
  /** Who could own a risk. */
  members: { email: string; name: string }[];
  /** Who holds which role, by name. */
  holders: Partial<Record<Role, string[]>>;
  /** Rollbacks whose review stands out, overdue ones stop moves towards target. */
  reviews: { number: number; title: string; dueAt: string; overdue: boolean }[];
  /** Null when no transition is ahead (retired) or none has criteria. `structural` says why a gate cannot open at all. */
  readiness: { gate: GateView; criteriaVersion: number; evaluations: EvaluationView[]; structural: string[] } | null;
  attestables: Attestable[];
  stepUp: StepUpView;
  expectedChecks: ExpectedCheckView[];
  matchRate: MatchRateChart | null;
  divergence: DivergenceChart | null;
  /** What leads first: outcome, then state, event, row, query, dataset, schema, position. */
  layers: LayerView[];
  /** Which layers nobody compares here. */
  silentLayers: string | null;
  /** Consumers' queries by engine, of the last days; null where none is asked or expected. */
  queries: QueryGrid | null;
  runs: RunRow[];
  patterns: PatternRow[];
  openPatterns: number;
  /** Open ones that are merged into these; gates count each. */
  openMerged: number;
  subscribers: {
    name: string;
    owner: string | null;
    workloads: { workload: Workload; side: Side | null; since: string | null }[];
  }[];
  sideEffects: { name: string; containment: string }[];
  rules: {
    inForce: { version: number; since: string; signedBy: string[]; decision: number | null } | null;
    draft: { version: number; draftedBy: string; draftedAt: string; changes: number } | null;
  };
  history: FeedEntry[];
};
