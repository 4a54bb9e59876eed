import { decisionView } from '@/lib/contract/v1/decisions';
import { breakGlassAnswer, breakGlassBody } from '@/lib/contract/v1/emergencies';
import { inContext, inDecision, json, noBody, noQuery, operation, program } from './operation';

export const breakGlass = operation({
  id: 'breakGlass',
  method: 'POST',
  path: `${program}/contexts/{context}/break-glass`,
  noun: 'Contexts',
  summary: 'Move authority outside the gates, in an emergency',
  description:
    'Back to legacy at once, by one person, whatever is held, frozen, closed or waiting. To target it opens a decision for fifteen minutes; the sign-off of a second person executes it. Either way every other decision of the context that waits is superseded, a review opens, and until it is signed nothing else moves towards target.',
  caller: 'person',
  scope: null,
  params: inContext,
  query: noQuery,
  body: json(breakGlassBody),
  answer: { status: 201, description: 'Moved, or waiting for the second person', schema: breakGlassAnswer },
  refusals: [
    'role_missing',
    'step_up_required',
    'step_up_failed',
    'comment_required',
    'lanes_not_allowed',
    'transition_not_allowed',
    'held',
    'review_overdue',
    'break_glass_unreviewed',
    'break_glass_overdue',
  ],
  idempotency: 'required',
});

export const acknowledgeReview = operation({
  id: 'acknowledgeReview',
  method: 'POST',
  path: `${program}/decisions/{decision}/acknowledgement`,
  noun: 'Decisions',
  summary: 'Take on the review of a break-glass move',
  description: 'By somebody who may sign it, within a day; it shows that somebody is on it, and decides nothing.',
  caller: 'person',
  scope: null,
  params: inDecision,
  query: noQuery,
  body: noBody,
  answer: { status: 200, description: 'Taken on', schema: decisionView },
  refusals: ['role_missing', 'self_approval', 'transition_not_allowed', 'decision_not_open', 'nothing_to_change'],
  idempotency: 'required',
});
