import { publicUrl } from '@/lib/env';
import { log } from '@/lib/log';
import { acceptInvitation } from '@/lib/usecases/commands/accept-invitation';
import { applyManifest, createProgramFromManifest, planProgramManifest } from '@/lib/usecases/commands/apply-manifest';
import { attest } from '@/lib/usecases/commands/attest';
import { disablePerson } from '@/lib/usecases/commands/disable-person';
import { draftRules } from '@/lib/usecases/commands/draft-rules';
import { executeDecision } from '@/lib/usecases/commands/execute-decision';
import { grantRole } from '@/lib/usecases/commands/grant-role';
import { invitePerson } from '@/lib/usecases/commands/invite-person';
import { issueKey } from '@/lib/usecases/commands/issue-key';
import { liftHold } from '@/lib/usecases/commands/lift-hold';
import { markRetirementItem } from '@/lib/usecases/commands/mark-retirement-item';
import { placeHold } from '@/lib/usecases/commands/place-hold';
import { proposeDecision } from '@/lib/usecases/commands/propose-decision';
import { recordRun } from '@/lib/usecases/commands/record-run';
import { reviseDecision } from '@/lib/usecases/commands/revise-decision';
import { revokeKey } from '@/lib/usecases/commands/revoke-key';
import { revokeRole } from '@/lib/usecases/commands/revoke-role';
import { revokeSignOff } from '@/lib/usecases/commands/revoke-sign-off';
import { rollBack } from '@/lib/usecases/commands/roll-back';
import { signDecision } from '@/lib/usecases/commands/sign-decision';
import { signIn } from '@/lib/usecases/commands/sign-in';
import { signOut } from '@/lib/usecases/commands/sign-out';
import { triagePattern } from '@/lib/usecases/commands/triage-pattern';
import { withdrawDecision } from '@/lib/usecases/commands/withdraw-decision';
import { confirmAuthority, loadAuthority, readAuthorityRecord } from '@/lib/usecases/queries/authority';
import { callerOfKey } from '@/lib/usecases/queries/find-caller';
import { listContexts, readContext } from '@/lib/usecases/queries/list-contexts';
import { listDeadlines } from '@/lib/usecases/queries/list-deadlines';
import { listDecisions, readDecision } from '@/lib/usecases/queries/list-decisions';
import { listKeys } from '@/lib/usecases/queries/list-keys';
import { listLedger, readLedgerHead } from '@/lib/usecases/queries/list-ledger';
import { listPatterns, readPattern } from '@/lib/usecases/queries/list-patterns';
import { listPeople } from '@/lib/usecases/queries/list-people';
import { listPrograms } from '@/lib/usecases/queries/list-programs';
import { listRetirementItems } from '@/lib/usecases/queries/list-retirement-items';
import { listDiscrepancies, listRuns, readRun, readRunBody } from '@/lib/usecases/queries/list-runs';
import { readCriteria } from '@/lib/usecases/queries/read-criteria';
import { readDecisionRecord } from '@/lib/usecases/queries/read-decision-record';
import { readProgramManifest } from '@/lib/usecases/queries/read-program-manifest';
import { readReadiness } from '@/lib/usecases/queries/read-readiness';
import { readRules } from '@/lib/usecases/queries/read-rules';
import { createDoor, type Door } from './handle';
import { callerOfCookie, sealSession, sessionCookieName } from './session-cookie';
import type { UseCases } from './use-cases';

const useCases: UseCases = {
  acceptInvitation,
  applyManifest,
  attest,
  createProgramFromManifest,
  disablePerson,
  draftRules,
  executeDecision,
  grantRole,
  invitePerson,
  issueKey,
  liftHold,
  listContexts,
  listDeadlines,
  listDecisions,
  listDiscrepancies,
  listKeys,
  listLedger,
  listPatterns,
  listPeople,
  listPrograms,
  listRetirementItems,
  listRuns,
  markRetirementItem,
  placeHold,
  planProgramManifest,
  proposeDecision,
  readAuthorityRecord,
  readContext,
  readCriteria,
  readDecision,
  readDecisionRecord,
  readLedgerHead,
  readPattern,
  readProgramManifest,
  readReadiness,
  readRules,
  readRun,
  readRunBody,
  recordRun,
  reviseDecision,
  revokeKey,
  revokeRole,
  revokeSignOff,
  rollBack,
  signDecision,
  signIn,
  signOut,
  triagePattern,
  withdrawDecision,
};

/** The door of this house. The public origin and the session secret must be set before it is opened. */
export const openFrontDoor = (): Door =>
  createDoor({
    useCases,
    callers: { callerOfKey, callerOfSession: callerOfCookie },
    authority: { loadAuthority, confirmAuthority },
    publicOrigin: publicUrl(),
    cookieName: sessionCookieName(),
    sealSession,
    log: {
      debug: (fields, message) => log.debug(fields, message),
      info: (fields, message) => log.info(fields, message),
      error: (fields, message) => log.error(fields, message),
    },
  });
