// Entries name contexts, audiences and criteria by their keys, so that machines can follow them. People call them by name.

/** How people call what the record names by its key. */
export type Called = {
  context: (slug: string) => string;
  /** An audience by its reference in a context: `cohort:eu-motor`. */
  audience: (context: string, reference: string) => string;
  criterion: (context: string, key: string) => string;
};

/** As the record has it. */
export const byKey: Called = {
  context: (slug) => slug,
  audience: (_context, reference) => reference,
  criterion: (_context, key) => key,
};

type Keyed = Partial<Record<'context' | 'contexts' | 'audience' | 'criterion' | 'lanes' | 'place', unknown>>;

const keyIn = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

const laneNamed = <Lane>(lane: Lane, context: string, called: Called): Lane => {
  const reference = keyIn((lane as Keyed).audience);
  return reference === null ? lane : { ...lane, audience: called.audience(context, reference) };
};

/** A lane as a router names it: `payments/writes/cohort:eu`. What is no lane is named as it was told. */
export const placeNamed = (place: string, called: Called): string => {
  const [context = '', workload = '', ...rest] = place.split('/');
  const reference = rest.join('/');
  return reference === '' ? place : [called.context(context), workload, called.audience(context, reference)].join('/');
};

/** What a fact says, with names for its own keys; what people wrote in it stays to the letter. */
export const inNames = <Data>(data: Data, called: Called): Data => {
  const { lanes, contexts, ...keyed } = data as Keyed;
  const [context, criterion, place] = [keyIn(keyed.context), keyIn(keyed.criterion), keyIn(keyed.place)];
  const here = context ?? '';
  return {
    ...laneNamed(data, here, called),
    ...(Array.isArray(lanes) ? { lanes: lanes.map((lane) => laneNamed(lane, here, called)) } : {}),
    ...(Array.isArray(contexts) ? { contexts: contexts.map((slug) => called.context(String(slug))) } : {}),
    ...(context === null ? {} : { context: called.context(context) }),
    ...(criterion === null ? {} : { criterion: called.criterion(here, criterion) }),
    ...(place === null ? {} : { place: placeNamed(place, called) }),
  };
};
