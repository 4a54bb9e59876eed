import { type Refusal, refuse } from '@/lib/domain/kernel/refusal';

// Patterns that are one thing may be merged under a head, and one that is several may be split by a dimension. Both are
// views that people make: the evidence stays with the pattern that its fingerprint names, and gates read the evidence.

/** What merging and splitting ask of a pattern. */
export type Kin = {
  id: string;
  number: number;
  contextId: string;
  mergedInto: string | null;
  splitBy: string | null;
  partOf: string | null;
  folded: boolean;
  /** How many patterns are merged into it. */
  members: number;
};

const no = (detail: string, pointer?: string): Refusal => {
  const refused = refuse('conflict', detail, pointer === undefined ? undefined : [{ pointer, detail }]);
  return refused.refusal;
};

const name = ({ number }: Kin): string => `P-${number}`;

/** Why nothing can be said of a pattern by itself; null where something can. */
export const spokenFor = (one: Kin): Refusal | null => {
  if (one.mergedInto !== null) return no(`${name(one)} is merged into another pattern, which speaks for it.`);
  if (one.splitBy !== null) return no(`${name(one)} is split by ${one.splitBy}; its parts speak for it.`);
  if (one.folded) return no(`${name(one)} was a part of a split that was taken back.`);
  return null;
};

/** Whether `one` may be merged into `into`. What was merged into it before goes along. */
export const checkMerge = (one: Kin, into: Kin): Refusal | null => {
  if (one.id === into.id) return no('A pattern is not merged into itself.', '/into');
  if (one.contextId !== into.contextId) {
    return no('Only patterns of one context are merged: the same means something else in each.', '/into');
  }
  return spokenFor(one) ?? spokenFor(into);
};

export const checkUnmerge = (one: Kin): Refusal | null =>
  one.mergedInto === null ? no(`${name(one)} is not merged into another pattern.`) : null;

/** How many parts one split may have, the one of all other values with them. */
export const mostParts = 50;

/** Whether a pattern may be split into parts for these values of a dimension. */
export const checkSplit = (one: Kin, dimension: string, values: readonly string[]): Refusal | null => {
  const spoken = spokenFor(one);
  if (spoken !== null) return spoken;
  if (one.partOf !== null) return no(`${name(one)} is a part itself; parts are not split again.`);
  if (one.members > 0) return no(`Other patterns are merged into ${name(one)}; take them out first.`);
  if (values.length === 0) return no(`${name(one)} was never seen with a ${dimension}.`, '/dimension');
  if (values.length >= mostParts) {
    return no(`${dimension} has ${values.length} values here; name one of them.`, '/value');
  }
  return null;
};

/** Whether the parts of a split pattern may be joined again. */
export const checkJoin = (one: Kin, parts: readonly Kin[]): Refusal | null => {
  if (one.splitBy === null) return no(`${name(one)} is not split.`);
  const apart = parts.find(({ mergedInto, members }) => mergedInto !== null || members > 0);
  return apart === undefined ? null : no(`${name(apart)} is merged with another pattern; take it out first.`);
};
