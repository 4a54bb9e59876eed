import type { Side } from '../collect';
import type { Row } from '../compare/keyed';
import type { Parcel } from './lockgate';

/** What one side made of its records, as a line each; the other side sends its own, and Lockgate pairs them. */
export const outcomeLines = (
  about: { context: string; source: string; workload: string },
  side: Side,
  rows: readonly Row[],
): string[] =>
  rows.flatMap(({ id, at, dimensions, fields }) =>
    at === null ? [] : [JSON.stringify({ ...about, side, correlationId: id, observedAt: at, fields, dimensions })],
  );

export const outcomesParcel = (program: string, lines: readonly string[]): Parcel => ({
  path: `/api/v1/programs/${program}/outcomes`,
  mediaType: 'application/x-ndjson',
  body: lines.map((line) => `${line}\n`).join(''),
});
