'use client';

import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { useDesk } from './desk-context';
import type { Target } from './target';

export type TriageBody = Readonly<Record<string, unknown>>;

/** Sends one change of one pattern or of many: of all of them or of none, at the revisions that are shown now. */
export const useTriage = (targets: readonly Target[], onDone: () => void) => {
  const { program, rows, opened } = useDesk();
  const { act, busy, problem } = useAct({ onDone });
  /** As they are shown now: what was refused as stale may be sent again once it was seen. */
  const now = targets.map(({ id, revision }) => {
    const shown = rows.find((row) => row.id === id) ?? (opened?.id === id ? opened : undefined);
    return { id, revision: shown?.revision ?? revision };
  });
  const send = (change: TriageBody): void => {
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
  return { send, busy, problem };
};
