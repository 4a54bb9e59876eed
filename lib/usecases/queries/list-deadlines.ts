import type { Deadline, DeadlineList } from '@/lib/contract/v1/deadlines';
import { isClosing, windowStateAt } from '@/lib/domain/authority/window';
import type { Result } from '@/lib/domain/kernel/refusal';
import { dueAtOf } from '@/lib/domain/retirement/due';
import { listContextStates, type RecordedContext } from '@/lib/store/contexts';
import { listDecisions, type RecordedDecision } from '@/lib/store/decisions';
import { listRetirementItems, type RetirementItemRow } from '@/lib/store/retirement-items';
import type { Context } from '@/lib/usecases/context';
import { warnHoursOf } from '@/lib/usecases/decisions/tell-windows';
import { dueOnOf } from '@/lib/usecases/retirement-item-view';
import { inProgram, type Viewing } from './parts/viewing';

type Due = Omit<Deadline, 'at' | 'overdue' | 'closing'> & { at: Date; open: boolean };

const ofWindows = (contexts: readonly RecordedContext[], now: Date): Due[] => {
  const due = new Map<string, Due>();
  for (const context of contexts) {
    for (const { windows } of context.lanes) {
      for (const window of windows) {
        if (!['open', 'pending'].includes(windowStateAt(window, now))) continue;
        due.set(`${window.decision.id}/${window.closesAt.getTime()}`, {
          kind: 'rollback_window',
          at: window.closesAt,
          open: false,
          title: `The way back of ${context.name} closes`,
          context: context.slug,
          owner: null,
          reference: String(window.decision.number),
        });
      }
    }
  }
  return [...due.values()];
};

const ofDecision = ({ decision, dueAt }: RecordedDecision, now: Date): Due[] => {
  const told = { context: decision.context, owner: null, reference: String(decision.number) };
  if (dueAt !== null) return [{ ...told, kind: 'review', at: dueAt, open: true, title: decision.payload.title }];
  if (decision.expiresAt === null || decision.expiresAt <= now) return [];
  return [
    {
      ...told,
      kind: 'decision_expiry',
      at: decision.expiresAt,
      open: false,
      title: `D-${decision.number} expires: ${decision.payload.title}`,
    },
  ];
};

const ofItem = (item: RetirementItemRow, zone: string): Due => ({
  kind: 'retirement_item',
  at: dueAtOf({ dueOn: dueOnOf(item) }, zone),
  open: true,
  title: item.title,
  context: item.context?.slug ?? null,
  owner: item.owner,
  reference: item.slug,
});

const inOrder = (due: readonly Due[], now: Date, warnHours: number): Deadline[] =>
  [...due]
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ open, at, ...told }) => ({
      ...told,
      at: at.toISOString(),
      overdue: open && at <= now,
      closing: told.kind === 'rollback_window' && isClosing({ closesAt: at }, now, warnHours),
    }));

/** What falls due in these contexts: their windows and decisions, and the retirement items that name them. */
export const deadlinesOf = async (
  { db, program, now }: Viewing,
  about: { contexts: readonly RecordedContext[]; decisions: readonly RecordedDecision[] },
): Promise<Deadline[]> => {
  const due = [...ofWindows(about.contexts, now), ...about.decisions.flatMap((decision) => ofDecision(decision, now))];
  for (const context of about.contexts) {
    const items = await listRetirementItems(db, program.id, { state: 'open', contextId: context.id });
    due.push(...items.map((item) => ofItem(item, program.zone)));
  }
  return inOrder(due, now, await warnHoursOf(db, program.id));
};

/** Everything that falls due in a program, the earliest first. */
export const listDeadlines = (context: Context, programSlug: string): Promise<Result<DeadlineList>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const hard: Due[] =
      program.hardDate === null
        ? []
        : [
            {
              kind: 'hard_date',
              at: program.hardDate,
              open: true,
              title: 'Legacy is gone',
              context: null,
              owner: null,
              reference: null,
            },
          ];
    const decisions = await listDecisions(db, program.id, { states: ['open'] });
    const items = await listRetirementItems(db, program.id, { state: 'open' });
    const due = [
      ...hard,
      ...ofWindows(await listContextStates(db, program.id), now),
      ...decisions.flatMap((decision) => ofDecision(decision, now)),
      ...items.map((item) => ofItem(item, program.zone)),
    ];
    return { items: inOrder(due, now, await warnHoursOf(db, program.id)), nextCursor: null };
  });
