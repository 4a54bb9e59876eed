import { type Category, type Severity, severities } from '@/lib/domain/words';

/** What rules or people have judged of a pattern. */
export type Judged = { category: Category; severity: Severity; highestSeverity: Severity; triaged: boolean };

export const worstOf = (words: readonly Severity[]): Severity =>
  severities.find((each) => words.includes(each)) ?? 'critical';

/** What was seen and nobody judged counts as critical, as it does for gates. */
const highestOf = ({ triaged, highestSeverity }: Judged): Severity => (triaged ? highestSeverity : 'critical');

/**
 * What a whole is once its parts are joined: at the worst that it or a part ever was. A whole that nobody had judged takes
 * over what was judged of its parts, since nothing else would remember it; what nobody judged of them is in that critical,
 * so that judging one part never speaks for the others. `seen` says whether a part ever had anything.
 */
export const joined = (whole: Judged, parts: readonly (Judged & { seen: boolean })[]): Judged => {
  const { category, severity } = whole;
  const judged = parts.filter(({ triaged }) => triaged);
  if (judged.length === 0) return whole;
  if (whole.triaged) {
    const highestSeverity = worstOf([whole, ...judged].map((each) => each.highestSeverity));
    return { category, severity, highestSeverity, triaged: true };
  }
  const known = parts.filter(({ seen, triaged }) => seen || triaged);
  const named = new Set(known.map((part) => (part.triaged ? part.category : 'unclassified')));
  const [only] = named;
  return {
    category: named.size === 1 && only !== undefined ? only : 'unclassified',
    severity: worstOf(known.map((part) => (part.triaged ? part.severity : 'critical'))),
    highestSeverity: worstOf(known.map(highestOf)),
    triaged: true,
  };
};
