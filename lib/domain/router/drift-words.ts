import type { DriftKind } from './drift';

// Drift in sentences, for the record and for screens alike.

type Told = { router: string; kind: DriftKind; place: string; expected: string | null; found: string | null };

/** "payments, writes of cohort:eu"; a place that is no lane is named as it was told. */
const placeWords = (place: string): string => {
  const [context, workload, ...rest] = place.split('/');
  if (workload === undefined || rest.length === 0) return place;
  return `${context}, ${workload} of ${rest.join('/') || 'nobody named'}`;
};

/** "Router edge sends writes … to legacy, where target is authoritative." */
export const driftSentence = ({ router, kind, place, expected, found }: Told): string => {
  if (kind === 'silent') return `Router ${router} has not been heard from.`;
  if (kind === 'unclaimed') return `Router ${router} reports traffic that no lane covers: ${placeWords(place)}.`;
  if (kind === 'wrong_side')
    return `Router ${router} sends ${placeWords(place)} to ${found}, where ${expected} is authoritative.`;
  return `Router ${router} ${found} of ${placeWords(place)}, where ${expected} is in effect.`;
};

export const driftClearedSentence = ({ router, kind, place }: Pick<Told, 'router' | 'kind' | 'place'>): string => {
  if (kind === 'silent') return `Router ${router} is heard from again.`;
  if (kind === 'unclaimed')
    return `Router ${router} reports no more traffic for ${placeWords(place)}, which no lane covers.`;
  if (kind === 'wrong_side') return `Router ${router} serves ${placeWords(place)} as the record says again.`;
  return `Router ${router} is at the epoch of ${placeWords(place)} again.`;
};
