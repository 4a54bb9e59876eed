// A place in a document that somebody else wrote: an RFC 6901 pointer, and two more steps: `*` for every entry, and
// `[name=value]` for the first entry of a list that has this member.

export type Step =
  | { kind: 'member'; name: string }
  | { kind: 'every' }
  | { kind: 'where'; name: string; value: string };

const mostSteps = 16;

const unescaped = (text: string): string => text.replaceAll('~1', '/').replaceAll('~0', '~');

const stepOf = (text: string): Step | null => {
  if (text === '*') return { kind: 'every' };
  const found = /^\[([^=[\]]+)=([^\]]*)\]$/.exec(text);
  if (found !== null) return { kind: 'where', name: unescaped(found[1] ?? ''), value: unescaped(found[2] ?? '') };
  return /~(?![01])/.test(text) ? null : { kind: 'member', name: unescaped(text) };
};

/** The steps of a place, from the outside in; null where the text is none. The empty text is the whole. */
export const stepsOf = (place: string): Step[] | null => {
  if (place === '') return [];
  if (!place.startsWith('/')) return null;
  const steps = place.slice(1).split('/').map(stepOf);
  const known = steps.filter((step) => step !== null);
  return known.length === steps.length && steps.length <= mostSteps ? known : null;
};

/** Whether a place names one thing and never several. */
export const isSingle = (place: string): boolean => stepsOf(place)?.every(({ kind }) => kind !== 'every') === true;
