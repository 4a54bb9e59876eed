import type { CheckOutcome } from '@/lib/domain/words';

// The words that tools use for their verdicts. A word that is not listed is `unknown`, and never a match.

const words: Record<string, CheckOutcome> = {
  pass: 'match',
  passed: 'match',
  success: 'match',
  succeeded: 'match',
  ok: 'match',
  match: 'match',
  matched: 'match',
  identical: 'match',
  equal: 'match',
  match_within_tolerance: 'match_within_tolerance',
  within_tolerance: 'match_within_tolerance',
  fail: 'mismatch',
  failed: 'mismatch',
  failure: 'mismatch',
  mismatch: 'mismatch',
  mismatched: 'mismatch',
  different: 'mismatch',
  warn: 'mismatch',
  warning: 'mismatch',
  error: 'errored',
  errored: 'errored',
  exception: 'errored',
  skip: 'skipped',
  skipped: 'skipped',
  excluded: 'skipped',
  not_run: 'not_run',
  pending: 'pending',
  running: 'pending',
  started: 'pending',
  in_progress: 'pending',
  inconclusive: 'inconclusive',
  not_evaluated: 'inconclusive',
  suspended: 'inconclusive',
  stopped: 'inconclusive',
  ignored: 'ignored',
};

/** What a tool's own verdict comes to; no word at all is `unknown` too. */
export const outcomeOfWord = (reported: string | null): CheckOutcome => {
  const word =
    reported
      ?.trim()
      .toLowerCase()
      .replaceAll(/[\s-]+/g, '_') ?? '';
  return Object.hasOwn(words, word) ? (words[word] ?? 'unknown') : 'unknown';
};
