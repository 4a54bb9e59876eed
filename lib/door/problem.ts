import { statusOf } from '@/lib/contract/refusal-status';
import type { Problem } from '@/lib/contract/v1/problem';
import { type Refusal, refusalTitles } from '@/lib/domain/kernel/refusal';

/** RFC 9457; `type` points at the code's place in the readable page. */
export const problemOf = (refusal: Refusal, requestId: string): Problem => ({
  type: `/docs/api#${refusal.code}`,
  title: refusalTitles[refusal.code],
  status: statusOf[refusal.code],
  detail: refusal.detail,
  code: refusal.code,
  errors: refusal.errors ?? [],
  requestId,
});

/** What the caller learns of a failure that nobody foresaw: nothing but where to find it in the log. */
export const unforeseen: Refusal = {
  code: 'internal',
  detail:
    'Something broke here and was logged under this request’s id. Nothing was half-stored; sending it again is safe.',
};
