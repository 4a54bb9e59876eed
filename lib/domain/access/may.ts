import type { PolicyDocument } from '@/lib/domain/policy/document';
import type { Role, Stage } from '@/lib/domain/words';
import {
  all,
  any,
  hasScope,
  holds,
  isInstallationAdmin,
  isMember,
  isPerson,
  isSystem,
  issuedToHolderOf,
  type Rule,
} from './rule';

// Who may do what, to be read aloud. A person is asked for a role in the program, a key for a scope. That nobody signs
// what they wrote, or executes what they signed, are rules about one decision and stand with the decision. People, roles
// and keys have rules of their own in `people.ts`.

/** Roles that answer for something. Who watches, audits or administers gives no word that opens a gate. */
export const answeringRoles: readonly Role[] = [
  'engineer',
  'lead',
  'owner',
  'business',
  'operations',
  'risk',
  'finance',
];

// Reading
export const mayViewProgram = any(isMember, hasScope('program:read'), isSystem);
export const mayReadLedger = any(isMember, hasScope('ledger:read'), isSystem);
export const mayReadAuthority = any(isMember, hasScope('authority:read'), isSystem);

// The program and its evidence
export const mayApplyManifest = any(holds('lead', 'owner', 'admin'), hasScope('program:write'), isSystem);
export const mayCreateProgram = any(isInstallationAdmin, hasScope('program:write'), isSystem);
export const mayRecordRun = any(holds('engineer', 'lead'), hasScope('runs:write'));
/** Who runs both sides, and the job that rehearses going back. */
export const mayProveWayBack = any(holds('engineer', 'lead', 'operations'), hasScope('runs:write'));
/** Routers speak by key. */
export const mayReportRouting = any(hasScope('observations:write'), isSystem);
export const mayTriagePattern = any(holds('engineer', 'lead', 'owner', 'business'), hasScope('program:write'));
export const mayDraftRules = any(holds('engineer', 'lead', 'owner'), hasScope('program:write'));
export const mayMarkRetirementItem = any(holds('lead', 'owner', 'operations'), hasScope('program:write'));

/** An attestation is given by a person, in the role that its criterion names. */
export const mayAttest = (role: Role): Rule => all(isPerson, holds(role));

// Decisions
const proposers = holds('lead', 'owner', 'operations', 'engineer');
const mayProposeAnything = any(proposers, hasScope('decisions:write'));

/** Leaving planned is the migration lead's proposal. */
export const mayPropose = (proposal: { kind: string; to?: Stage | undefined }): Rule =>
  proposal.kind === 'advance' && proposal.to === 'shadow'
    ? any(holds('lead'), hasScope('decisions:write'))
    : mayProposeAnything;
export const mayRevise = mayProposeAnything;
export const mayWithdraw = mayProposeAnything;
export const maySignOff = all(isPerson, holds(...answeringRoles));
/** In somebody’s place: a member with any role; whether the place was lent is asked of the decision. */
export const maySignFor = all(isPerson, isMember);
export const mayExecute = any(holds('lead', 'operations', 'engineer', 'owner'), hasScope('decisions:write'));

/** Inside its window: by the roles that the policy names, or a key with the scope, issued to such a person. */
export const mayRollBack = (policy: Pick<PolicyDocument, 'rollbackRoles'>): Rule =>
  any(holds(...policy.rollbackRoles), all(hasScope('rollback:write'), issuedToHolderOf(...policy.rollbackRoles)));

/** Outside the gates: a person, in one of the roles that the policy names; administering grants none of them. */
export const mayBreakGlass = (policy: Pick<PolicyDocument, 'breakGlassRoles'>): Rule =>
  all(isPerson, holds(...policy.breakGlassRoles));
/** Whether this person has a place in this review is asked of the review. */
export const mayAcknowledge = all(isPerson, holds(...answeringRoles));

/** Stopping is cheap: who answers for the outcome may. */
export const mayHold = holds('lead', 'owner', 'business', 'operations', 'risk');
export const mayLiftHold = holds('lead', 'owner', 'operations', 'risk');

/** What stops every program is placed and lifted by those who answer for all of them, and seen by everybody it stops. */
export const mayHoldEverything = isInstallationAdmin;
export const mayLiftHoldOnEverything = isInstallationAdmin;
export const mayViewHoldsOnEverything = any(isPerson, hasScope('program:read'), isSystem);
