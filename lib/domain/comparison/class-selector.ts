import type { ClassifyRule } from './rule-set';

/** A field's name with blanks or quotes stands in quotes, so that no two classes go by one name. */
const named = (field: string): string => (/[\s"]/.test(field) ? JSON.stringify(field) : field);

/** What a class is given to, as the paths of changes name it: "amount value rounded". */
export const selectorOf = ({ field, kind, difference }: ClassifyRule): string =>
  [field === undefined ? undefined : named(field), kind, difference].filter((word) => word !== undefined).join(' ');
