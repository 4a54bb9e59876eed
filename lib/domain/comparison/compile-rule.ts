import { booleansBy } from './compare-booleans';
import { jsonBy, listsBy } from './compare-collections';
import { numbersBy } from './compare-decimals';
import { textsBy } from './compare-texts';
import { timestampsBy } from './compare-timestamps';
import { isBare, preparationOf } from './prepare-values';
import type { FieldRule } from './rule-set';
import { asSent, type Comparator, step } from './steps';

// One field's rule as a comparator: the pipeline from what was sent to the outcome. With steps it explains, without it is
// quick; both are the same code but for the shortest way through plain amounts.

const typed = (rule: FieldRule): Comparator => {
  switch (rule.type) {
    case 'decimal':
    case 'float':
      return numbersBy(rule);
    case 'timestamp':
      return timestampsBy(rule);
    case 'text':
      return textsBy(rule);
    case 'boolean':
      return booleansBy(rule);
    case 'list':
      return listsBy(rule);
    case 'json':
      return jsonBy(rule);
  }
};

/** Two nulls agree, unless the rule says that they say nothing. */
const nulls = (rule: FieldRule): Comparator => {
  const outcome = rule.nullEqualsNull === false ? 'mismatch' : 'match';
  const sentence =
    outcome === 'match' ? 'Both sides sent the same.' : 'Both are null, which the rules call a difference.';
  return (legacy, target, steps) => {
    steps?.push(step('compare', legacy, target, sentence));
    return outcome;
  };
};

/** A rule, ready to compare any number of values. */
export const compileRule = (rule: FieldRule): Comparator => {
  const [compare, bothNull] = [typed(rule), nulls(rule)];
  const prepare = isBare(rule) ? null : preparationOf(rule);
  return (legacy, target, steps) => {
    steps?.push(asSent(legacy, target));
    if (legacy === null && target === null) return bothNull(legacy, target, steps);
    if (prepare === null) return compare(legacy, target, steps);
    const pair = { legacy, target, ended: null };
    prepare(pair, steps);
    if (pair.ended !== null) return pair.ended;
    if (pair.legacy === null && pair.target === null) return bothNull(null, null, steps);
    return compare(pair.legacy, pair.target, steps);
  };
};
