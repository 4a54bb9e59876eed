import type { UseCases } from '@/lib/door/use-cases';
import { acceptInvitation } from '@/lib/usecases/commands/accept-invitation';
import { acknowledge } from '@/lib/usecases/commands/acknowledge';
import { acknowledgeReview } from '@/lib/usecases/commands/acknowledge-review';
import { addDiscrepancies } from '@/lib/usecases/commands/add-discrepancies';
import { addPasskey } from '@/lib/usecases/commands/add-passkey';
import { applyManifest, createProgramFromManifest, planProgramManifest } from '@/lib/usecases/commands/apply-manifest';
import { attest } from '@/lib/usecases/commands/attest';
import { beginPasskey } from '@/lib/usecases/commands/begin-passkey';
import { beginStepUp } from '@/lib/usecases/commands/begin-step-up';
import { breakGlass } from '@/lib/usecases/commands/break-glass';
import { disablePerson } from '@/lib/usecases/commands/disable-person';
import { draftRules } from '@/lib/usecases/commands/draft-rules';
import { enablePerson } from '@/lib/usecases/commands/enable-person';
import { endDelegation } from '@/lib/usecases/commands/end-delegation';
import { executeDecision } from '@/lib/usecases/commands/execute-decision';
import { giveDelegation } from '@/lib/usecases/commands/give-delegation';
import { grantRole } from '@/lib/usecases/commands/grant-role';
import { invitePerson } from '@/lib/usecases/commands/invite-person';
import { issueKey } from '@/lib/usecases/commands/issue-key';
import { liftHold, liftHoldOnEverything } from '@/lib/usecases/commands/lift-hold';
import { markRetirementItem } from '@/lib/usecases/commands/mark-retirement-item';
import { mergePattern, unmergePattern } from '@/lib/usecases/commands/merge-pattern';
import { openDraft } from '@/lib/usecases/commands/open-draft';
import { placeHold, placeHoldOnEverything } from '@/lib/usecases/commands/place-hold';
import { proposeDecision } from '@/lib/usecases/commands/propose-decision';
import { proveWayBack } from '@/lib/usecases/commands/prove-way-back';
import { recordObservations } from '@/lib/usecases/commands/record-observations';
import { recordOutcomes } from '@/lib/usecases/commands/record-outcomes';
import { recordRun } from '@/lib/usecases/commands/record-run';
import { removePasskey } from '@/lib/usecases/commands/remove-passkey';
import { reviseDecision } from '@/lib/usecases/commands/revise-decision';
import { revokeKey } from '@/lib/usecases/commands/revoke-key';
import { revokeRole } from '@/lib/usecases/commands/revoke-role';
import { revokeSignOff } from '@/lib/usecases/commands/revoke-sign-off';
import { rollBack } from '@/lib/usecases/commands/roll-back';
import { signDecision } from '@/lib/usecases/commands/sign-decision';
import { signIn } from '@/lib/usecases/commands/sign-in';
import { signOut } from '@/lib/usecases/commands/sign-out';
import { joinPattern, splitPattern } from '@/lib/usecases/commands/split-pattern';
import { takeEvents, takeLineage } from '@/lib/usecases/commands/take-events';
import { triagePattern, triagePatterns } from '@/lib/usecases/commands/triage-pattern';
import { withdrawDecision } from '@/lib/usecases/commands/withdraw-decision';
import { withdrawWayBack } from '@/lib/usecases/commands/withdraw-way-back';
import { readAuthorityRecord } from '@/lib/usecases/queries/authority';
import { backtestRules } from '@/lib/usecases/queries/backtest-rules';
import { checkMayRecord } from '@/lib/usecases/queries/check-may-record';
import { findFormat } from '@/lib/usecases/queries/find-format';
import { beginChanges, mayStillFollow, readChanges } from '@/lib/usecases/queries/follow-changes';
import { listContexts, readContext } from '@/lib/usecases/queries/list-contexts';
import { listDeadlines } from '@/lib/usecases/queries/list-deadlines';
import { listDecisions, readDecision } from '@/lib/usecases/queries/list-decisions';
import { listDelegations } from '@/lib/usecases/queries/list-delegations';
import { listHolds, listHoldsOnEverything } from '@/lib/usecases/queries/list-holds';
import { listKeys } from '@/lib/usecases/queries/list-keys';
import { listLedger, readLedgerHead } from '@/lib/usecases/queries/list-ledger';
import { listOutcomes } from '@/lib/usecases/queries/list-outcomes';
import { listPasskeys } from '@/lib/usecases/queries/list-passkeys';
import { listPatterns, readPattern } from '@/lib/usecases/queries/list-patterns';
import { listPeople } from '@/lib/usecases/queries/list-people';
import { listPrograms } from '@/lib/usecases/queries/list-programs';
import { listRetirementItems } from '@/lib/usecases/queries/list-retirement-items';
import { listReplays, listRisks } from '@/lib/usecases/queries/list-risks';
import { listRouters } from '@/lib/usecases/queries/list-routers';
import { listDiscrepancies, listRuns, readRun, readRunBody } from '@/lib/usecases/queries/list-runs';
import { listUnclaimed, readEventBody } from '@/lib/usecases/queries/list-unclaimed';
import { listWayBack } from '@/lib/usecases/queries/list-way-back';
import { preflight } from '@/lib/usecases/queries/preflight';
import { previewRules } from '@/lib/usecases/queries/preview-rules';
import { readCriteria } from '@/lib/usecases/queries/read-criteria';
import { readDecisionRecord } from '@/lib/usecases/queries/read-decision-record';
import { readProgramManifest } from '@/lib/usecases/queries/read-program-manifest';
import { readReadiness } from '@/lib/usecases/queries/read-readiness';
import { readRules } from '@/lib/usecases/queries/read-rules';
import { listKnowledge } from '@/lib/usecases/queries/view-knowledge';

/** What the door can ask for, from the rooms that answer it. */
export const useCases: UseCases = {
  signIn,
  signOut,
  acceptInvitation,
  listPrograms,
  createProgramFromManifest,
  readProgramManifest,
  planProgramManifest,
  applyManifest,
  listContexts,
  readContext,
  readCriteria,
  attest,
  rollBack,
  listWayBack,
  proveWayBack,
  withdrawWayBack,
  readRules,
  draftRules,
  previewRules,
  backtestRules,
  listRisks,
  listReplays,
  checkMayRecord,
  findFormat,
  recordRun,
  recordOutcomes,
  listOutcomes,
  addDiscrepancies: (context, program, run, sent) => addDiscrepancies(context, program, run, sent),
  takeEvents,
  takeLineage,
  listUnclaimed,
  readEventBody,
  listRuns,
  readRun,
  listDiscrepancies,
  readRunBody,
  listPatterns,
  readPattern,
  triagePattern,
  triagePatterns,
  mergePattern,
  unmergePattern,
  splitPattern,
  joinPattern,
  listKnowledge,
  listHolds,
  placeHold,
  liftHold,
  listHoldsOnEverything,
  placeHoldOnEverything,
  liftHoldOnEverything,
  listRetirementItems,
  markRetirementItem,
  listDeadlines,
  proposeDecision,
  listDecisions,
  readDecision,
  preflight,
  openDraft,
  giveDelegation,
  listDelegations,
  endDelegation,
  withdrawDecision,
  reviseDecision,
  signDecision,
  revokeSignOff,
  executeDecision,
  breakGlass,
  acknowledgeReview,
  readDecisionRecord,
  listRouters,
  acknowledge,
  recordObservations,
  listLedger,
  readLedgerHead,
  beginChanges,
  readChanges,
  mayStillFollow,
  issueKey,
  listKeys,
  revokeKey,
  listPeople,
  invitePerson,
  grantRole,
  revokeRole,
  disablePerson,
  enablePerson,
  listPasskeys,
  beginPasskey,
  addPasskey,
  removePasskey,
  beginStepUp,
  readReadiness,
  readAuthorityRecord,
};
