import type { TextRule } from './field-rules';
import { type Comparator, step } from './steps';

const characters = (text: string): string[] => Array.from(text);

const cut = (legacy: string, target: string, length: number): [string, string] => {
  const [a, b] = [characters(legacy), characters(target)];
  // Only a side that was cut excuses the other's tail: two long texts with different tails do differ.
  if (a.length > length && b.length > length) return [legacy, target];
  return [a.slice(0, length).join(''), b.slice(0, length).join('')];
};

/** Compares texts as they were prepared, forgiving a cut at the declared length. */
export const textsBy = (rule: TextRule): Comparator => {
  const { truncateTo } = rule;
  const trimsEnd = rule.trim || rule.trimEnd;
  return (legacy, target, steps) => {
    let [a, b] = [legacy, target];
    if (a !== b && truncateTo !== undefined && a !== null && b !== null) {
      let [left, right] = cut(a, b, truncateTo);
      if (trimsEnd) [left, right] = [left.trimEnd(), right.trimEnd()];
      if (left !== a || right !== b) {
        steps?.push(step('truncate', left, right, `Cut to the declared ${truncateTo} characters.`));
      }
      [a, b] = [left, right];
    }
    const equal = a === b;
    steps?.push(step('compare', a, b, equal ? 'The same.' : 'They differ.'));
    return equal ? 'match' : 'mismatch';
  };
};
