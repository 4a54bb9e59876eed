import type { FieldRule } from '@/lib/domain/comparison/rule-set';
import { capitalised } from '@/lib/domain/kernel/in-words';
import { preparationWords } from './preparation-words';
import { mayDifferWords } from './tolerance-words';
import { typeWords } from './type-words';

/** One field's rule as somebody who signs it reads it. Sentences, each whole; none is left out. */
export type FieldWords = {
  /** What its values are: "number, to 2 places". */
  kind: string;
  /** What is done with each side before it is read, in the order in which it is done. */
  before: string[];
  /** How each side is read. */
  read: string[];
  /** What may differ and is accepted; empty where nothing may. */
  may: string[];
};

/** A rule in sentences: what is done before, how it is read, what may differ. Of long tables of codes the first only. */
export const fieldWords = (rule: FieldRule, mostCodes?: number): FieldWords => {
  const { kind, read } = typeWords(rule, mostCodes);
  return { kind, before: preparationWords(rule, mostCodes), read, may: mayDifferWords(rule) };
};

const inOneRun = ({ kind, before, read, may }: FieldWords): string =>
  [`${capitalised(kind)}.`, ...before, ...read, ...(may.length === 0 ? ['Nothing may differ.'] : may)].join(' ');

/** A rule as one run of sentences. */
export const ruleText = (rule: FieldRule): string => inOneRun(fieldWords(rule));

/** A rule with every code that it names: rules that differ read differently, where old and new stand side by side. */
export const wholeRuleText = (rule: FieldRule): string => inOneRun(fieldWords(rule, Number.POSITIVE_INFINITY));
