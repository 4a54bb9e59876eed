import type { z } from 'zod';
import type { RefusalDetail } from './refusal';

const segment = (name: PropertyKey): string => String(name).replaceAll('~', '~0').replaceAll('/', '~1');

/** An RFC 6901 pointer from the path of a schema issue. */
export const pointerOf = (path: readonly PropertyKey[]): string => path.map((name) => `/${segment(name)}`).join('');

/** The most places that one answer names: a body wrong a thousand times over says so in the first hundred. */
const mostDetails = 100;

/** Schema issues as places in what was sent, one for each unknown member. */
export const schemaDetails = (error: z.ZodError, prefix = ''): RefusalDetail[] =>
  error.issues
    .flatMap((issue): RefusalDetail[] => {
      const pointer = prefix + pointerOf(issue.path);
      if (issue.code === 'unrecognized_keys') {
        return issue.keys.map((key) => ({
          pointer: `${pointer}/${segment(key)}`,
          detail: 'This member is not known here.',
        }));
      }
      return [{ pointer, detail: issue.message }];
    })
    .slice(0, mostDetails);
