import type { z } from 'zod';
import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';

const isCleanText = (text: string): boolean => text.isWellFormed() && !text.includes('\0') && !text.includes('\uFFFD');

/** One segment of a path, decoded; null where it is no text. */
export const decodeSegment = (segment: string): string | null => {
  // most segments are slugs and ids, which stand for themselves
  if (/^[\w.-]*$/.test(segment)) return segment;
  try {
    const decoded = decodeURIComponent(segment);
    return isCleanText(decoded) ? decoded : null;
  } catch {
    return null;
  }
};

const refuseParameters = (errors: RefusalDetail[]) =>
  refuse('invalid_parameter', `${errors.map((error) => `${error.pointer}: ${error.detail}`).join('; ')}.`, errors);

/** The query as one text for each name; a name given twice has no one meaning and is refused. */
export const readQuery = (search: string): Result<Record<string, string>> => {
  const pairs = [...new URLSearchParams(search)];
  const broken = pairs.filter(([name, value]) => !isCleanText(name) || !isCleanText(value));
  if (broken.length > 0) return refuse('invalid_parameter', 'The query is not text.');
  const twice = pairs.filter(([name], at) => pairs.findIndex(([other]) => other === name) < at);
  if (twice.length > 0) {
    return refuseParameters(twice.map(([name]) => ({ pointer: name, detail: 'is given more than once' })));
  }
  return accept(Object.fromEntries(pairs));
};

const nameOf = (issue: z.core.$ZodIssue): RefusalDetail[] =>
  issue.code === 'unrecognized_keys'
    ? issue.keys.map((key) => ({ pointer: key, detail: 'is not known here' }))
    : [{ pointer: issue.path.map(String).join('.'), detail: issue.message }];

export const parseQuery = <Q extends z.ZodType>(schema: Q, query: Record<string, string>): Result<z.output<Q>> => {
  const parsed = schema.safeParse(query);
  return parsed.success ? accept(parsed.data) : refuseParameters(parsed.error.issues.flatMap(nameOf));
};
