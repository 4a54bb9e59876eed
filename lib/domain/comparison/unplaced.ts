const shownPlaces = 50;

/** What a reader could not place, in the answer's words: it is kept as sent and counts for nothing. */
export const unplacedWarnings = (places: readonly string[]): string[] => {
  if (places.length === 0) return [];
  const more = places.length > shownPlaces ? `, and ${places.length - shownPlaces} more` : '';
  return [`Kept as sent and not understood: ${places.slice(0, shownPlaces).join(', ')}${more}.`];
};
