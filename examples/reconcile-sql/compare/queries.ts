import { createHash } from 'node:crypto';
import type { Check } from './columns';
import type { Row } from './keyed';

export type Answer = readonly Record<string, string | null>[];

/** A consumer's answer in short: how many rows, and a digest of all of them in their order. */
export const answerDigest = (answer: Answer): string => {
  const text = answer.map((row) => JSON.stringify(Object.values(row))).join('\n');
  return `${answer.length} rows, sha256:${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
};

/**
 * The rows of an answer as records: the first column names the row, the others are compared. Each says which query it belongs
 * to, so that what differs in it stands for that query's check.
 */
export const answerRows = (key: string, answer: Answer): Row[] =>
  answer.map((row) => {
    const [first, ...rest] = Object.entries(row);
    return {
      id: `${key}/${first?.[1] ?? 'null'}`,
      at: null,
      dimensions: { query: key },
      fields: Object.fromEntries(rest),
    };
  });

/** One check for one consumer's query: equal rows in equal order, or not. */
export const compareAnswers = (key: string, legacy: Answer, target: Answer): Check => {
  const [left, right] = [answerDigest(legacy), answerDigest(target)];
  return {
    key,
    query: key,
    kind: 'query_result',
    metric: 'rows',
    legacy: left,
    target: right,
    reported: left === right ? 'pass' : 'fail',
  };
};
