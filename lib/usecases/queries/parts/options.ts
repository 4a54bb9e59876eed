import type { ContextRef, FilterOption } from '@/lib/contract/views/parts';

type Facet = { facet: string; value: string; count: number };

type Told = { value: string; label: string };

/** A stored word as people read it. */
export const plainWord = (word: string): string => word.replaceAll('_', ' ');

/** The choices of one filter, by label. */
export const optionsOf = <F extends Facet>(
  facets: readonly F[],
  facet: F['facet'],
  told: (option: F) => Told = ({ value }) => ({ value, label: plainWord(value) }),
): FilterOption[] =>
  facets
    .filter((option) => option.facet === facet)
    .map((option) => ({ ...told(option), count: option.count }))
    .sort((a, b) => (a.label < b.label ? -1 : 1));

/** The same in the order of a closed list of words. */
export const orderedOptions = (facets: readonly Facet[], facet: string, words: readonly string[]): FilterOption[] =>
  optionsOf(facets, facet).sort((a, b) => words.indexOf(a.value) - words.indexOf(b.value));

/** How a context is called in addresses and on screens, from its id. */
export const contextChoice =
  (contexts: readonly (ContextRef & { id: string })[]) =>
  ({ value }: { value: string }): Told => {
    const context = contexts.find(({ id }) => id === value);
    return { value: context?.slug ?? value, label: context?.name ?? value };
  };

export const totalOf = (facets: readonly Facet[]): number => facets.find(({ facet }) => facet === 'all')?.count ?? 0;
