import type { AuthorityInterval } from '@/lib/domain/authority/interval';
import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Fact } from '@/lib/domain/ledger/fact';
import { type PlaceName, placeText } from './place';

/** One lane of what a router says that it applies. `intervals` is undefined where the program has no such lane. */
export type AcknowledgedItem = PlaceName & {
  epoch: number;
  appliedAt: Date | null;
  intervals: readonly AuthorityInterval[] | undefined;
};

/** What it said of this lane before; null for nothing. */
export type Before = { epoch: number; highestEpoch: number } | null;

export type AcknowledgedChange = { place: string; epoch: number; highestEpoch: number; appliedAt: Date | null };

type Input = {
  router: { id: string; slug: string; contexts: readonly string[] };
  items: readonly AcknowledgedItem[];
  before: (place: string) => Before;
  at: Date;
};

/** A router's clock may be ahead by as much before its word counts as wrong. */
const clockToleranceMs = 60_000;

const highestOf = (intervals: readonly AuthorityInterval[]): number =>
  intervals.reduce((highest, { epoch }) => Math.max(highest, epoch), 0);

const faultsOf = ({ router, items, at }: Input): RefusalDetail[] => {
  const said = new Set<string>();
  return items.flatMap((item, index): RefusalDetail[] => {
    const place = placeText(item);
    const twice = said.has(place);
    said.add(place);
    const here = `/items/${index}`;
    if (item.intervals === undefined) return [{ pointer: here, detail: `there is no lane ${place}` }];
    if (router.contexts.length > 0 && !router.contexts.includes(item.context))
      return [{ pointer: `${here}/context`, detail: `${router.slug} is not declared for ${item.context}` }];
    if (twice) return [{ pointer: here, detail: `names ${place} a second time` }];
    if (item.appliedAt !== null && item.appliedAt.getTime() > at.getTime() + clockToleranceMs)
      return [{ pointer: `${here}/appliedAt`, detail: 'lies in the future' }];
    return [];
  });
};

const aheadOf = ({ items }: Input): RefusalDetail[] =>
  items.flatMap((item, index) => {
    const highest = highestOf(item.intervals ?? []);
    return item.epoch <= highest
      ? []
      : [{ pointer: `/items/${index}/epoch`, detail: `the highest on record for ${placeText(item)} is ${highest}` }];
  });

/**
 * What an acknowledgement changes: only lanes of which it says something new, each with its fact. An epoch that is on
 * no record is refused, and then nothing of it counts; a lower one than before is taken down as it was said.
 */
export const decideAcknowledgement = (input: Input): Result<{ changes: AcknowledgedChange[]; facts: Fact[] }> => {
  const faults = faultsOf(input);
  if (faults.length > 0)
    return refuse('invalid_body', 'The acknowledgement names what cannot be acknowledged.', faults);
  const ahead = aheadOf(input);
  if (ahead.length > 0)
    return refuse('epoch_unknown', 'An epoch is higher than any on record. Nothing was changed.', ahead);
  const changed = input.items.filter((item) => input.before(placeText(item))?.epoch !== item.epoch);
  return accept({
    changes: changed.map((item) => {
      const place = placeText(item);
      const highestEpoch = Math.max(item.epoch, input.before(place)?.highestEpoch ?? 0);
      return { place, epoch: item.epoch, highestEpoch, appliedAt: item.appliedAt };
    }),
    facts: changed.map(
      ({ context, workload, audience, epoch, appliedAt }): Fact => ({
        type: 'router.acknowledged',
        subject: { kind: 'router', id: input.router.id },
        data: {
          router: input.router.slug,
          context,
          workload,
          audience,
          epoch,
          previous: input.before(placeText({ context, workload, audience }))?.epoch ?? null,
          appliedAt: appliedAt?.toISOString() ?? null,
        },
      }),
    ),
  });
};
