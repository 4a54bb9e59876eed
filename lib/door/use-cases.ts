import type { Manifest } from '@/lib/contract/manifest';
import type { MappedFormat } from '@/lib/contract/mapped-format';
import type { AttestationBody, AttestationView } from '@/lib/contract/v1/attestations';
import type { BacktestAnswer, BacktestBody, PreviewAnswer, PreviewBody } from '@/lib/contract/v1/backtest';
import type { ContextDetail, ContextSummary, ContextsQuery, DecisionBrief } from '@/lib/contract/v1/contexts';
import type { CriteriaAnswer, CriteriaQuery } from '@/lib/contract/v1/criteria';
import type { DeadlineList } from '@/lib/contract/v1/deadlines';
import type {
  DecisionsQuery,
  DecisionView,
  ExecutionBody,
  OpeningBody,
  ProposalBody,
  RevisionBody,
  RollbackAnswer,
  RollbackBody,
  SignOffBody,
  WithdrawalBody,
} from '@/lib/contract/v1/decisions';
import type { DelegationBody, DelegationsQuery, DelegationView } from '@/lib/contract/v1/delegations';
import type { BreakGlassAnswer, BreakGlassBody } from '@/lib/contract/v1/emergencies';
import type { KeptEventView, UnclaimedQuery } from '@/lib/contract/v1/events';
import type { ReplayView, RiskView } from '@/lib/contract/v1/governing';
import type {
  HoldBody,
  HoldsQuery,
  HoldView,
  InstallationHoldBody,
  InstallationHoldsQuery,
} from '@/lib/contract/v1/holds';
import type { IssuedKey, KeyBody, KeysQuery, KeyView } from '@/lib/contract/v1/keys';
import type { LedgerHead, LedgerList, LedgerQuery } from '@/lib/contract/v1/ledger';
import type { ManifestPlan } from '@/lib/contract/v1/manifest-plan';
import type { OutcomeStreamView, OutcomesAnswer, OutcomesQuery, SentOutcome } from '@/lib/contract/v1/outcomes';
import type {
  BeginPasskeyBody,
  BeginStepUpBody,
  PasskeyBody,
  PasskeyCreation,
  PasskeyRequest,
  PasskeyView,
} from '@/lib/contract/v1/passkeys';
import type {
  KnowledgeQuery,
  LessonOfPattern,
  PatternDetail,
  PatternList,
  PatternMerge,
  PatternParting,
  PatternPatch,
  PatternSplit,
  PatternsQuery,
  PatternsTriage,
  TriagedPatterns,
} from '@/lib/contract/v1/patterns';
import type {
  AcceptedInvitation,
  AcceptInvitationBody,
  InviteAnswer,
  InviteBody,
  MemberView,
  PeopleQuery,
} from '@/lib/contract/v1/people';
import type { PreflightBody, PreflightView } from '@/lib/contract/v1/preflight';
import type { Page } from '@/lib/contract/v1/primitives';
import type { ProgramsQuery, ProgramView } from '@/lib/contract/v1/programs';
import type { RetirementItemPatch, RetirementItemsQuery, RetirementItemView } from '@/lib/contract/v1/retirement-items';
import type { AcknowledgementBody, ObservationsAnswer, ObservationsBody, RouterView } from '@/lib/contract/v1/routers';
import type { RuleSetVersionView, RulesAnswer, RulesBody } from '@/lib/contract/v1/rules';
import type { DiscrepanciesQuery, DiscrepancyView, RunDetail, RunSummary, RunsQuery } from '@/lib/contract/v1/runs';
import type { SignInBody } from '@/lib/contract/v1/session';
import type { WayBackBody, WayBackProofList, WayBackProofView } from '@/lib/contract/v1/way-back';
import type { Actor } from '@/lib/domain/access/actor';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { DecisionRecord } from '@/lib/domain/ledger/decision-record';
import type { Role } from '@/lib/domain/words';
import type { AuthorityRecordSource } from '@/lib/usecases/authority-snapshot';
import type { AddedDiscrepancies, SentDiscrepancies } from '@/lib/usecases/commands/add-discrepancies';
import type { Recorded, Submission } from '@/lib/usecases/commands/record-run';
import type { Taken, TakenOrNot } from '@/lib/usecases/commands/take-events';
import type { Context } from '@/lib/usecases/context';
import type { ArrivingEvent, EventReader } from '@/lib/usecases/events/reader';
import type { ChangesBegin, ChangesPage } from '@/lib/usecases/queries/follow-changes';
import type { SignedIn } from '@/lib/usecases/start-session';
import type { HealthSource } from './health';

type Answer<T> = Promise<Result<T>>;

/** What was sent, byte for byte. */
export type SentBody = { mediaType: string; bytes: Uint8Array };

/** Everything that the door asks of the house: its routes name nothing else. */
export type UseCases = HealthSource &
  AuthorityRecordSource & {
    // people coming and going
    signIn: (context: Context, input: SignInBody, remoteAddress: string) => Answer<SignedIn>;
    signOut: (context: Context) => Answer<null>;
    acceptInvitation: (context: Context, input: AcceptInvitationBody) => Answer<AcceptedInvitation>;

    // programs
    listPrograms: (context: Context, query: ProgramsQuery) => Answer<Page<ProgramView>>;
    createProgramFromManifest: (context: Context, manifest: Manifest) => Answer<ManifestPlan>;
    readProgramManifest: (context: Context, program: string) => Answer<Record<string, unknown>>;
    planProgramManifest: (context: Context, program: string, manifest: Manifest) => Answer<ManifestPlan>;
    applyManifest: (context: Context, program: string, manifest: Manifest) => Answer<ManifestPlan>;

    // contexts
    listContexts: (context: Context, program: string, query: ContextsQuery) => Answer<Page<ContextSummary>>;
    readContext: (context: Context, program: string, slug: string) => Answer<ContextDetail>;
    readCriteria: (context: Context, program: string, slug: string, query: CriteriaQuery) => Answer<CriteriaAnswer>;
    attest: (context: Context, program: string, slug: string, input: AttestationBody) => Answer<AttestationView>;
    rollBack: (context: Context, program: string, slug: string, input: RollbackBody) => Answer<RollbackAnswer>;
    listWayBack: (context: Context, program: string, slug: string) => Answer<WayBackProofList>;
    proveWayBack: (context: Context, program: string, slug: string, input: WayBackBody) => Answer<WayBackProofView>;
    withdrawWayBack: (
      context: Context,
      program: string,
      slug: string,
      proof: string,
      reason: string,
    ) => Answer<WayBackProofView>;
    readRules: (context: Context, program: string, slug: string) => Answer<RulesAnswer>;
    draftRules: (context: Context, program: string, slug: string, input: RulesBody) => Answer<RuleSetVersionView>;
    previewRules: (context: Context, program: string, slug: string, input: PreviewBody) => Answer<PreviewAnswer>;
    backtestRules: (context: Context, program: string, slug: string, input: BacktestBody) => Answer<BacktestAnswer>;

    listRisks: (context: Context, program: string, slug: string) => Answer<Page<RiskView>>;
    listReplays: (context: Context, program: string, slug: string) => Answer<Page<ReplayView>>;

    // runs
    checkMayRecord: (context: Context, program: string) => Answer<null>;
    findFormat: (context: Context, program: string, name: string) => Answer<MappedFormat>;
    recordRun: (context: Context, program: string, submission: Submission) => Answer<Recorded>;
    addDiscrepancies: (
      context: Context,
      program: string,
      run: string,
      sent: SentDiscrepancies,
    ) => Answer<AddedDiscrepancies>;
    recordOutcomes: (context: Context, program: string, sent: readonly SentOutcome[]) => Answer<OutcomesAnswer>;
    listOutcomes: (context: Context, program: string, query: OutcomesQuery) => Answer<Page<OutcomeStreamView>>;
    takeEvents: (
      context: Context,
      program: string,
      events: readonly Result<ArrivingEvent>[],
      read: EventReader,
    ) => Answer<TakenOrNot[]>;
    takeLineage: (
      context: Context,
      program: string | undefined,
      event: ArrivingEvent,
      read: EventReader,
    ) => Answer<Taken>;
    listUnclaimed: (context: Context, program: string, query: UnclaimedQuery) => Answer<Page<KeptEventView>>;
    readEventBody: (
      context: Context,
      program: string,
      event: string,
    ) => Answer<{ mediaType: string; bytes: Uint8Array }>;
    listRuns: (context: Context, program: string, query: RunsQuery) => Answer<Page<RunSummary>>;
    readRun: (context: Context, program: string, run: string) => Answer<RunDetail>;
    listDiscrepancies: (
      context: Context,
      program: string,
      run: string,
      query: DiscrepanciesQuery,
    ) => Answer<Page<DiscrepancyView>>;
    readRunBody: (context: Context, program: string, run: string) => Answer<SentBody>;

    // patterns, what is due
    listPatterns: (context: Context, program: string, query: PatternsQuery) => Answer<PatternList>;
    readPattern: (context: Context, program: string, pattern: string) => Answer<PatternDetail>;
    triagePattern: (context: Context, program: string, pattern: string, input: PatternPatch) => Answer<PatternDetail>;
    triagePatterns: (context: Context, program: string, input: PatternsTriage) => Answer<TriagedPatterns>;
    mergePattern: (context: Context, program: string, pattern: string, input: PatternMerge) => Answer<PatternDetail>;
    unmergePattern: (
      context: Context,
      program: string,
      pattern: string,
      input: PatternParting,
    ) => Answer<PatternDetail>;
    splitPattern: (context: Context, program: string, pattern: string, input: PatternSplit) => Answer<PatternDetail>;
    joinPattern: (context: Context, program: string, pattern: string, input: PatternParting) => Answer<PatternDetail>;
    listKnowledge: (
      context: Context,
      program: string,
      slug: string,
      query: KnowledgeQuery,
    ) => Answer<Page<LessonOfPattern>>;
    listRetirementItems: (
      context: Context,
      program: string,
      query: RetirementItemsQuery,
    ) => Answer<Page<RetirementItemView>>;
    markRetirementItem: (
      context: Context,
      program: string,
      item: string,
      input: RetirementItemPatch,
    ) => Answer<RetirementItemView>;
    listDeadlines: (context: Context, program: string) => Answer<DeadlineList>;

    // holds
    listHolds: (context: Context, program: string, query: HoldsQuery) => Answer<Page<HoldView>>;
    placeHold: (context: Context, program: string, input: HoldBody) => Answer<HoldView>;
    liftHold: (context: Context, program: string, hold: string, reason: string) => Answer<HoldView>;
    listHoldsOnEverything: (context: Context, query: InstallationHoldsQuery) => Answer<Page<HoldView>>;
    placeHoldOnEverything: (context: Context, input: InstallationHoldBody) => Answer<HoldView>;
    liftHoldOnEverything: (context: Context, hold: string, reason: string) => Answer<HoldView>;

    // decisions; `decision` is an id or a number
    proposeDecision: (context: Context, program: string, input: ProposalBody) => Answer<DecisionView>;
    listDecisions: (context: Context, program: string, query: DecisionsQuery) => Answer<Page<DecisionBrief>>;
    readDecision: (context: Context, program: string, decision: string) => Answer<DecisionView>;
    preflight: (context: Context, program: string, body: PreflightBody) => Answer<PreflightView>;
    openDraft: (context: Context, program: string, decision: string, body: OpeningBody) => Answer<DecisionView>;
    giveDelegation: (context: Context, program: string, body: DelegationBody) => Answer<DelegationView>;
    listDelegations: (context: Context, program: string, query: DelegationsQuery) => Answer<Page<DelegationView>>;
    endDelegation: (context: Context, program: string, delegation: string) => Answer<DelegationView>;
    withdrawDecision: (
      context: Context,
      program: string,
      decision: string,
      input: WithdrawalBody,
    ) => Answer<DecisionView>;
    reviseDecision: (context: Context, program: string, decision: string, input: RevisionBody) => Answer<DecisionView>;
    signDecision: (context: Context, program: string, decision: string, input: SignOffBody) => Answer<DecisionView>;
    revokeSignOff: (context: Context, program: string, decision: string, signOff: string) => Answer<DecisionView>;
    executeDecision: (
      context: Context,
      program: string,
      decision: string,
      input: ExecutionBody,
    ) => Answer<DecisionView>;
    breakGlass: (context: Context, program: string, slug: string, input: BreakGlassBody) => Answer<BreakGlassAnswer>;
    acknowledgeReview: (context: Context, program: string, decision: string) => Answer<DecisionView>;
    readDecisionRecord: (context: Context, program: string, decision: string) => Answer<DecisionRecord>;

    // routers
    listRouters: (
      context: Context,
      program: string,
      query: { limit?: number | undefined; cursor?: string | undefined },
    ) => Answer<Page<RouterView>>;
    acknowledge: (context: Context, program: string, router: string, input: AcknowledgementBody) => Answer<RouterView>;
    recordObservations: (context: Context, program: string, input: ObservationsBody) => Answer<ObservationsAnswer>;

    // the record
    listLedger: (context: Context, program: string, query: LedgerQuery) => Answer<LedgerList>;
    beginChanges: (context: Context, program: string) => Answer<ChangesBegin>;
    readChanges: (programId: string, after: number) => Answer<ChangesPage>;
    mayStillFollow: (actor: Actor, programId: string) => Answer<boolean>;
    readLedgerHead: (context: Context, program: string) => Answer<LedgerHead>;

    // keys and people
    issueKey: (context: Context, program: string, input: KeyBody) => Answer<IssuedKey>;
    listKeys: (context: Context, program: string, query: KeysQuery) => Answer<Page<KeyView>>;
    revokeKey: (context: Context, program: string, key: string) => Answer<null>;
    listPeople: (context: Context, program: string, query: PeopleQuery) => Answer<Page<MemberView>>;
    invitePerson: (context: Context, program: string, input: InviteBody) => Answer<InviteAnswer>;
    grantRole: (context: Context, program: string, person: string, role: Role) => Answer<MemberView>;
    revokeRole: (context: Context, program: string, person: string, role: Role) => Answer<MemberView>;
    disablePerson: (context: Context, person: string) => Answer<null>;
    enablePerson: (context: Context, person: string) => Answer<null>;

    // one's own passkeys
    listPasskeys: (context: Context) => Answer<Page<PasskeyView>>;
    beginPasskey: (context: Context, input: BeginPasskeyBody) => Answer<PasskeyCreation>;
    addPasskey: (context: Context, input: PasskeyBody) => Answer<PasskeyView>;
    removePasskey: (context: Context, passkey: string) => Answer<null>;
    beginStepUp: (context: Context, input: BeginStepUpBody) => Answer<PasskeyRequest>;
  };
