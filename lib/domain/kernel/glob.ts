// Patterns over names: `*` stands for any text, also none, `?` for one character, everything else for itself.

const fits = (pattern: string, text: string, at: number): boolean => {
  for (let step = 0; step < pattern.length; step += 1) {
    const mark = pattern[step];
    if (at + step >= text.length || (mark !== '?' && mark !== text[at + step])) return false;
  }
  return true;
};

const find = (pattern: string, text: string, from: number, before: number): number => {
  for (let at = from; at + pattern.length <= before; at += 1) if (fits(pattern, text, at)) return at;
  return -1;
};

/** What each `*` stands for, the shortest text first; null where the name does not fit. Never backtracks. */
export const starsOf = (glob: string, text: string): string[] | null => {
  const [first = '', ...rest] = glob.split('*');
  const last = rest.pop();
  if (last === undefined) return first.length === text.length && fits(first, text, 0) ? [] : null;
  const end = text.length - last.length;
  if (!fits(first, text, 0) || end < first.length || !fits(last, text, end)) return null;
  const stars: string[] = [];
  let at = first.length;
  for (const piece of rest) {
    const found = find(piece, text, at, end);
    if (found < 0) return null;
    stars.push(text.slice(at, found));
    at = found + piece.length;
  }
  return [...stars, text.slice(at, end)];
};

export const globMatches = (glob: string, text: string): boolean => starsOf(glob, text) !== null;

/** Whether some name fits both patterns; exact, in time of the product of their lengths. */
export const globsMeet = (a: string, b: string): boolean => {
  let below = new Uint8Array(b.length + 1);
  for (let i = a.length; i >= 0; i -= 1) {
    const row = new Uint8Array(b.length + 1);
    for (let j = b.length; j >= 0; j -= 1) {
      const [one, other] = [a[i], b[j]];
      if (one === undefined && other === undefined) row[j] = 1;
      else if (one === '*') row[j] = (below[j] ?? 0) | (j < b.length ? (row[j + 1] ?? 0) : 0);
      else if (other === '*') row[j] = (row[j + 1] ?? 0) | (i < a.length ? (below[j] ?? 0) : 0);
      else if (one !== undefined && other !== undefined && (one === other || one === '?' || other === '?'))
        row[j] = below[j + 1] ?? 0;
    }
    below = row;
  }
  return below[0] === 1;
};
