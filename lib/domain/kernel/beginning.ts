/** The first characters of a text, never half of one: half a surrogate pair is no text, and nothing that is kept takes it. */
export const beginning = (text: string, length: number): string =>
  text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
