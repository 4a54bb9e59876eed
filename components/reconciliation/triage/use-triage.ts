'use client';

import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { useDesk } from './desk-context';
import { useTriageStore } from './store';
import type { Target } from './target';

export type TriageBody = Readonly<Record<string, unknown>>;

type One = { id: string; revision: number };
type Answer = One | { items: One[] };

/** Sends one change of one pattern or of many: of all of them or of none, at the revisions that are shown now. */
export const useTriage = (targets: readonly Target[], onDone: () => void) => {
  const { program, rows, opened } = useDesk();
  const { told } = useTriageStore();
  const { act, busy, problem } = useAct<Answer>({
    onDone: (answer) => {
      for (const { id, revision } of 'items' in answer ? answer.items : [answer]) told.current.set(id, revision);
      onDone();
    },
  });
  /** As they are shown now: what was refused as stale may be sent again once it was seen. */
  const asShown = () =>
    targets.map(({ id, revision }) => {
      const shown = rows.find((row) => row.id === id) ?? (opened?.id === id ? opened : undefined);
      return { id, revision: Math.max(shown?.revision ?? revision, told.current.get(id) ?? 0) };
    });
  const send = (change: TriageBody): void => {
    const now = asShown();
    const [only] = now;
    if (only === undefined) return;
    if (now.length === 1) {
      act({
        method: 'PATCH',
        path: endpoints.pattern(program, only.id),
        body: { revision: only.revision, ...change },
      });
    } else act({ method: 'POST', path: endpoints.patternsTriage(program), body: { patterns: now, change } });
  };
  /** Sends it at the revisions that stand now, which the page may not show yet: after somebody was told who was faster. */
  const sendAnew = async (change: TriageBody): Promise<void> => {
    const found = await Promise.all(
      targets.map(({ id }) => api<One>({ method: 'GET', path: endpoints.pattern(program, id) }).catch(() => null)),
    );
    for (const one of found) if (one !== null) told.current.set(one.id, one.revision);
    send(change);
  };
  return { send, sendAnew, busy, problem };
};
