import type { AuthorityAnswer as WireAnswer } from '@/lib/contract/v1/authority';
import type { AuthorityAnswer } from '@/lib/domain/authority/answer';

/** An authority answer as the wire says it: instants as text, and in words where another instant was asked about. */
export const wireAnswer = (answer: AuthorityAnswer, sentence: string | null = null): WireAnswer => ({
  ...answer,
  since: answer.since?.toISOString() ?? null,
  validUntil: answer.validUntil?.toISOString() ?? null,
  next: answer.next === null ? null : { ...answer.next, effectiveFrom: answer.next.effectiveFrom.toISOString() },
  rollbackUntil: answer.rollbackUntil?.toISOString() ?? null,
  sentence,
});
