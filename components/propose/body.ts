import type { ProposeView } from '@/lib/contract/views/decision';
import type { LaneRef } from '@/lib/contract/views/parts';
import type { Terms } from './terms';

type Given = { lanes: LaneRef[]; terms: Terms };

/** A proposal as the API takes it, title and reason left out; so is what keeps its usual value. */
export const questionOf = (view: ProposeView, { lanes, terms }: Given): Record<string, unknown> => {
  const partly = view.to === 'selective';
  const scheduled = terms.at === null ? {} : { scheduledFor: terms.at };
  if (view.kind === 'rollback') {
    return { kind: 'rollback', context: view.context.slug, ...(partly ? { lanes } : { to: view.to }), ...scheduled };
  }
  return {
    kind: 'advance',
    context: view.context.slug,
    to: view.to,
    ...(partly ? { lanes } : {}),
    ...(view.rollbackDays === null || terms.days === '' ? {} : { rollbackDays: Number(terms.days) }),
    ...(view.rollbackDays === null || terms.legacyAfter === 'standby' ? {} : { legacyAfter: terms.legacyAfter }),
    ...(terms.guards.length === 0 ? {} : { guards: terms.guards }),
    ...scheduled,
  };
};
