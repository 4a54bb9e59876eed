import type { FieldRule } from '@/lib/domain/comparison/rule-set';
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

/** A rule in sentences: what is done before, how it is read, what may differ. */
export const fieldWords = (rule: FieldRule): FieldWords => {
  const { kind, read } = typeWords(rule);
  return { kind, before: preparationWords(rule), read, may: mayDifferWords(rule) };
};
