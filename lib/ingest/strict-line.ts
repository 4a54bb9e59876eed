import type { z } from 'zod';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { schemaDetails } from '@/lib/domain/kernel/schema-refusal';
import { parseStrictJson } from './strict-json';

/** One line as its schema says, by the strict reader. */
export const strictLine = <S extends z.ZodType>(schema: S, line: Uint8Array): Result<z.output<S>> => {
  const parsed = parseStrictJson(line);
  if (!parsed.ok) return parsed;
  const checked = schema.safeParse(parsed.value);
  if (checked.success) return accept(checked.data);
  const errors = schemaDetails(checked.error);
  return refuse('invalid_body', errors[0]?.detail ?? 'it does not fit', errors);
};

/** How many texts a line holds, names and values alike, as its quotation marks show: true only of a line without escapes. */
export const textsIn = (line: string): number => {
  let marks = 0;
  for (let at = line.indexOf('"'); at !== -1; at = line.indexOf('"', at + 1)) marks += 1;
  return marks / 2;
};
