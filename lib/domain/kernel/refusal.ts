// Expected refusals are values. Each has a code from this one registry; its HTTP status stands in lib/contract/refusal-status.ts.

export const refusalTitles = {
  // who and what
  unauthenticated: 'Nobody is signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  role_missing: 'The role is missing',
  scope_missing: 'The key lacks a scope',
  signer_not_human: 'Only a person may do this',
  self_approval: 'Nobody signs off what they proposed or wrote',
  executor_signed: 'Who signed off may not execute',
  role_cooling_off: 'The role does not count yet',
  delegation_invalid: 'The delegation does not allow this',
  step_up_required: 'Identity must be confirmed again',
  step_up_failed: 'Identity could not be confirmed',
  sign_in_failed: 'Sign-in failed',
  origin_refused: 'The request came from another origin',
  throttled: 'Too many attempts',
  // input
  invalid_body: 'The body is not valid',
  invalid_parameter: 'A parameter is not valid',
  dimension_missing: 'A dimension that decides the lane is missing',
  key_missing: 'The key that decides the lane is missing',
  invalid_manifest: 'The manifest is not valid',
  malformed_json: 'The body is not acceptable JSON',
  body_too_large: 'The body is too large',
  body_timeout: 'The body did not arrive in time',
  unsupported_media_type: 'The content type is not supported',
  method_not_allowed: 'The method is not allowed here',
  idempotency_key_required: 'An Idempotency-Key is required',
  idempotency_key_reused: 'The Idempotency-Key was used with another body',
  // runs
  run_conflict: 'This run is known with another body',
  run_unknown_context: 'The run names no context of this program',
  run_invalid: 'The run contradicts itself',
  supersedes_refused: 'The run cannot supersede the one it names',
  event_conflict: 'This event is known with another body',
  outcome_conflict: 'An outcome is known with another body',
  // routers
  epoch_unknown: 'No such epoch is on record',
  // manifest
  manifest_needs_decision: 'The change needs a decision first',
  program_exists: 'A program of this name exists',
  // decisions
  transition_not_allowed: 'The stage does not allow this move',
  lanes_not_allowed: 'These lanes cannot be moved by this decision',
  decision_overlap: 'Another live decision concerns one of these lanes',
  decision_not_open: 'The decision is not open',
  decision_expired: 'The decision has expired',
  not_yet: 'Its time has not come',
  stale_view: 'What was shown is no longer current',
  already_signed: 'This person has signed this revision already',
  slot_not_open: 'No open sign-off slot fits',
  comment_required: 'A reason is required',
  criteria_not_met: 'A blocking criterion is neither met nor waived',
  sign_offs_missing: 'Required sign-offs are missing',
  preflight_failed: 'The preflight failed',
  held: 'A hold stops moves towards target',
  too_many_holds: 'Too many holds stand here',
  change_pending: 'A change is on record and not yet in effect',
  review_overdue: 'A rollback awaits its review',
  break_glass_unreviewed: 'A break-glass move awaits its review',
  break_glass_overdue: 'The review of a break-glass move is overdue',
  finding_missing: 'The review has no finding yet',
  window_closed: 'The rollback window is closed',
  rules_not_draft: 'The rule set version is not a draft',
  nothing_to_change: 'Nothing would change',
  not_waivable: 'This cannot be waived',
  owner_unknown: 'The owner is no member of this program',
  window_not_longer: 'A rollback window only grows',
  extensions_used_up: 'The window was extended as often as the policy allows',
  retirement_blocked: 'Legacy cannot be retired yet',
  deadline_needs_decision: 'A hard date changes only by decision',
  policy_unreadable: 'The sign-off policy cannot be read',
  // installation
  link_invalid: 'The link is not valid any more',
  person_exists: 'A person with this address exists',
  last_admin: 'The last administrator cannot be removed',
  unavailable: 'The database cannot be reached',
  conflict: 'The state changed meanwhile',
  internal: 'Something broke here',
} as const;

export type RefusalCode = keyof typeof refusalTitles;

/** One place in what was sent: `pointer` is an RFC 6901 JSON pointer into the body, or a parameter's name. */
export type RefusalDetail = { pointer?: string; code?: string; detail: string };

/** `retryAfterSeconds` says when trying again makes sense. */
export type Refusal = { code: RefusalCode; detail: string; errors?: RefusalDetail[]; retryAfterSeconds?: number };

export type Result<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };

export const accept = <T>(value: T): Result<T> => ({ ok: true, value });

export const refuse = (
  code: RefusalCode,
  detail: string,
  errors?: RefusalDetail[],
): { ok: false; refusal: Refusal } => ({
  ok: false,
  refusal: errors === undefined ? { code, detail } : { code, detail, errors },
});

/** Ends a use case with a refusal from any depth; `transact` and the doors turn it back into the value. */
export class Refused extends Error {
  constructor(readonly refusal: Refusal) {
    super(`${refusal.code}: ${refusal.detail}`);
    this.name = 'Refused';
  }
}

export const refused = (code: RefusalCode, detail: string, errors?: RefusalDetail[]): Refused =>
  new Refused(refuse(code, detail, errors).refusal);
