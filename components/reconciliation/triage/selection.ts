/** Which patterns are chosen for an act, and which row the keyboard stands on. By id, so that it outlives new results. */
export type Selection = { chosen: readonly string[]; cursor: string | null };

export type SelectionAct =
  | { kind: 'stand'; id: string }
  | { kind: 'toggle'; id: string }
  | { kind: 'range'; rows: readonly string[]; to: string }
  | { kind: 'all'; rows: readonly string[] }
  | { kind: 'clear' };

export const nothingChosen: Selection = { chosen: [], cursor: null };

const withOne = (chosen: readonly string[], id: string): readonly string[] =>
  chosen.includes(id) ? chosen : [...chosen, id];

/** The rows from one to another, in whichever order they are named. */
export const between = (rows: readonly string[], a: string, b: string): readonly string[] => {
  const [from, to] = [rows.indexOf(a), rows.indexOf(b)];
  if (from === -1 || to === -1) return to === -1 ? [] : [b];
  return rows.slice(Math.min(from, to), Math.max(from, to) + 1);
};

export const selectionAfter = (selection: Selection, act: SelectionAct): Selection => {
  const { chosen, cursor } = selection;
  switch (act.kind) {
    case 'stand':
      return cursor === act.id ? selection : { chosen, cursor: act.id };
    case 'toggle':
      return {
        chosen: chosen.includes(act.id) ? chosen.filter((id) => id !== act.id) : [...chosen, act.id],
        cursor: act.id,
      };
    case 'range':
      return { chosen: between(act.rows, cursor ?? act.to, act.to).reduce(withOne, chosen), cursor: act.to };
    case 'all':
      return { chosen: act.rows.reduce(withOne, chosen), cursor };
    case 'clear':
      return { chosen: [], cursor };
  }
};

/** The row that a step leads to: from where the keyboard stands, else from what is open, else the first. */
export const stepTo = (
  rows: readonly string[],
  { cursor, opened }: { cursor: string | null; opened: string | null },
  step: 1 | -1,
): string | null => {
  const from = cursor !== null && rows.includes(cursor) ? cursor : opened;
  const at = from === null ? -1 : rows.indexOf(from);
  if (at === -1) return rows[0] ?? null;
  return rows[Math.min(rows.length - 1, Math.max(0, at + step))] ?? null;
};
