import type { RetirementItemView } from '@/lib/contract/v1/retirement-items';
import { isOverdue } from '@/lib/domain/retirement/due';
import { retirementKinds } from '@/lib/domain/words';
import type { RetirementItemRow } from '@/lib/store/retirement-items';
import { wordOf } from '@/lib/store/words';

/** The calendar day of a stored date. */
export const dueOnOf = (item: { dueOn: Date }): string => item.dueOn.toISOString().slice(0, 10);

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
  dueOn: dueOnOf(item),
  state: wordOf(['open', 'done'] as const, item.state),
  overdue: isOverdue({ state: item.state, dueOn: dueOnOf(item) }, asOf.zone, asOf.at),
  evidence: item.evidence,
  doneAt: item.doneAt?.toISOString() ?? null,
  doneBy: item.doneBy === null ? null : { id: item.doneBy, name: asOf.doneByName ?? '' },
});
