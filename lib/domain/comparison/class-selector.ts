import type { ClassifyRule } from './rule-set';

/** What a class is given to, as the paths of changes name it: "amount value rounded". */
export const selectorOf = ({ field, kind, difference }: ClassifyRule): string =>
  [field, kind, difference].filter((word) => word !== undefined).join(' ');
