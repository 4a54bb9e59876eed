/** "half up on legacy and half to even on target", or once where both do the same. */
export const onSides = <Word extends string>(
  value: Word | { legacy: Word; target: Word },
  words: Readonly<Record<Word, string>>,
): string => {
  if (typeof value === 'string') return words[value];
  const { legacy, target } = value;
  return legacy === target ? words[legacy] : `${words[legacy]} on legacy and ${words[target]} on target`;
};

/** "1 place", "2 places" */
export const counted = (value: number, one: string): string => `${value} ${value === 1 ? one : `${one}s`}`;

/** “a” and “b”, as they stand in the document. */
export const quoted = (texts: readonly string[]): string => {
  const marked = texts.map((text) => `“${text}”`);
  return marked.length < 2 ? marked.join('') : `${marked.slice(0, -1).join(', ')} and ${marked.at(-1)}`;
};
