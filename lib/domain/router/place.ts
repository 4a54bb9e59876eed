import { beginning } from '@/lib/domain/kernel/beginning';
import type { Workload } from '@/lib/domain/words';

/** A lane as routers name it, over all of a program. */
export type PlaceName = { context: string; workload: Workload; audience: string };

/** `payments/writes/cohort:eu-motor`: one lane of a program, as text. Epochs go on under it, also in lanes drawn anew. */
export const placeText = ({ context, workload, audience }: PlaceName): string => `${context}/${workload}/${audience}`;

const longest = 300;

/** A place that no lane covers, as it was told: `payments/writes/geography=mars`, cut where it is endless. */
export const unclaimedPlace = (told: {
  context: string;
  workload: string;
  audience?: string | undefined;
  dimensions?: Readonly<Record<string, string>> | undefined;
}): string => {
  const dimensions = Object.entries(told.dimensions ?? {})
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`);
  return beginning(`${told.context}/${told.workload}/${told.audience ?? dimensions.join('&')}`, longest);
};

/** Where a router tells of more unclaimed places than anybody could read, the rest is counted under this name. */
export const otherPlaces = '(other places)';
