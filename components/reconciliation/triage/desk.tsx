'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { Act } from '@/lib/contract/views/parts';
import type { TriageChoices } from '@/lib/contract/views/reconciliation';
import { ActDialogs } from './act-dialogs';
import { type Desk, DeskProvider, type Started } from './desk-context';
import { Foot } from './foot';
import { useTriageStore } from './store';
import type { Target } from './target';
import { useKeys } from './use-keys';

const rowOf = (id: string | null): HTMLElement | null =>
  id === null ? null : document.querySelector<HTMLElement>(`[data-pattern="${CSS.escape(id)}"] [data-row]`);

const saidFor = 8000;

type Props = {
  program: string;
  triage: Act;
  choices: TriageChoices;
  rows: readonly Target[];
  opened: Target | null;
  children: React.ReactNode;
};

/** Where patterns are triaged: keys, acts on one or many, what was done. It lasts while results come in. */
export function TriageDesk({ program, triage, choices, rows, opened, children }: Props) {
  const { selection } = useTriageStore();
  const [started, setStarted] = useState<Started | null>(null);
  const [said, say] = useState('');
  const from = useRef<Element | null>(null);
  const chosen = useMemo(() => rows.filter(({ id }) => selection.chosen.includes(id)), [rows, selection.chosen]);

  const start = useCallback<Desk['start']>(
    (act, targets = [], anchor = null) => {
      if (act === 'keys') return setStarted({ act, targets, anchor });
      if (targets.length === 0) return say('No pattern is selected: j and k move, x selects.');
      if (!triage.allowed) return say(triage.why ?? 'You may not triage here.');
      from.current = document.activeElement;
      setStarted({ act, targets, anchor });
    },
    [triage],
  );

  const close = useCallback(() => setStarted(null), []);

  /** Focus goes back to where it came from, or to the row that stands there now; only once what was open is gone. */
  useEffect(() => {
    const before = from.current;
    if (started !== null || before === null) return;
    from.current = null;
    if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
    else rowOf(selection.cursor)?.focus({ preventScroll: true });
  }, [started, selection.cursor]);

  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => say(''), saidFor);
    return () => clearTimeout(timer);
  }, [said]);

  const desk = useMemo(
    () => ({ program, triage, choices, rows, opened, chosen, start, say }),
    [program, triage, choices, rows, opened, chosen, start],
  );
  return (
    <DeskProvider value={desk}>
      <Keys begun={started === null ? null : close} />
      {children}
      <Foot said={said} />
      {started === null ? null : <ActDialogs started={started} onClose={close} />}
    </DeskProvider>
  );
}

function Keys({ begun }: { begun: (() => void) | null }) {
  useKeys(begun);
  return null;
}
