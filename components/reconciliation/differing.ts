export type Part = { text: string; differs: boolean };

/** Splits two values into what they share at both ends and what differs between, for underlining. */
export const differing = (a: string, b: string): [Part[], Part[]] => {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail += 1;
  const parts = (text: string): Part[] =>
    [
      { text: text.slice(0, head), differs: false },
      { text: text.slice(head, text.length - tail), differs: true },
      { text: text.slice(text.length - tail), differs: false },
    ].filter((part) => part.text !== '');
  return [parts(a), parts(b)];
};
