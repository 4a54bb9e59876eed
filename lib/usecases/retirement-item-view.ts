import type { RetirementItemView } from '@/lib/contract/v1/retirement-items';
import { endOfDay } from '@/lib/domain/kernel/calendar';
import { retirementKinds } from '@/lib/domain/words';
import type { RetirementItemRow } from '@/lib/store/retirement-items';
import { wordOf } from '@/lib/store/words';

/** When an item falls due: the end of its day in the program's zone. */
export const dueAtOf = (item: { dueOn: Date }, zone: string): Date =>
  endOfDay(item.dueOn.toISOString().slice(0, 10), zone);

/** A retirement item as the API shows it at an instant. */
export const retirementItemView = (
  item: RetirementItemRow,
  asOf: { zone: string; at: Date; doneByName: string | null },
): RetirementItemView => ({
  id: item.id,
  slug: item.slug,
  context: item.context?.slug ?? null,
  kind: wordOf(retirementKinds, item.kind),
  title: item.title,
  owner: item.owner,
  dueOn: item.dueOn.toISOString().slice(0, 10),
  state: wordOf(['open', 'done'] as const, item.state),
  overdue: item.state === 'open' && dueAtOf(item, asOf.zone) <= asOf.at,
  evidence: item.evidence,
  doneAt: item.doneAt?.toISOString() ?? null,
  doneBy: item.doneBy === null ? null : { id: item.doneBy, name: asOf.doneByName ?? '' },
});
