/** One thing that a manifest says and that cannot stand; `pointer` is an RFC 6901 pointer into the document. */
export type ManifestFault = { pointer: string; detail: string };

/** An RFC 6901 pointer from a path of names and positions. */
export const pointerTo = (...path: PropertyKey[]): string =>
  path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

/** One fault for each name that an earlier entry of the list has already. */
export const repeated = (names: readonly string[], at: (index: number) => string, noun: string): ManifestFault[] =>
  names.flatMap((name, index) =>
    names.indexOf(name) < index ? [{ pointer: at(index), detail: `the ${noun} "${name}" is there already` }] : [],
  );
