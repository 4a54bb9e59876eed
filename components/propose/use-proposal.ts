'use client';

import { usePathname, useRouter } from 'next/navigation';
import { useCallback, useEffect, useRef, useState, useTransition } from 'react';
import { laneKey } from '@/components/authority/matrix';
import type { ProposeView } from '@/lib/contract/views/decision';
import { guardText, type Terms } from './terms';

const restMs = 350;

const addressOf = (path: string, view: ProposeView, picked: ReadonlySet<string>, terms: Terms): string => {
  const query = new URLSearchParams({ context: view.context.slug });
  if (view.kind === 'rollback') query.set('kind', view.kind);
  if (view.to !== null) query.set('to', view.to);
  for (const lane of picked) query.append('lane', lane);
  if (terms.days !== '' && terms.days !== String(view.rollbackDays?.default ?? '')) query.set('days', terms.days);
  if (terms.at !== null) query.set('at', terms.at);
  if (terms.legacyAfter !== 'standby') query.set('legacyAfter', terms.legacyAfter);
  for (const guard of terms.guards) query.append('guard', guardText(guard));
  return `${path}?${query}`;
};

/**
 * What is picked so far. A press shows at once; the address follows, so that the screen can be linked to, and the page
 * behind it is asked again when the picking rests.
 */
export const useProposal = (view: ProposeView, given: Terms) => {
  const router = useRouter();
  const path = usePathname();
  const [asking, startTransition] = useTransition();
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => new Set(view.picked.map(laneKey)));
  const [terms, setTerms] = useState(given);
  const rest = useRef<ReturnType<typeof setTimeout> | null>(null);

  /** Asks the page behind no more: what waited to be asked would call back whoever is on their way elsewhere. */
  const leave = useCallback(() => {
    if (rest.current !== null) clearTimeout(rest.current);
  }, []);

  useEffect(() => leave, [leave]);

  const pick = (next: ReadonlySet<string>) => {
    setPicked(next);
    const address = addressOf(path, view, next, terms);
    window.history.replaceState(null, '', address);
    leave();
    rest.current = setTimeout(() => startTransition(() => router.replace(address, { scroll: false })), restMs);
  };

  const set = (change: Partial<Terms>) => {
    const next = { ...terms, ...change };
    setTerms(next);
    window.history.replaceState(null, '', addressOf(path, view, picked, next));
  };

  const lanes = view.matrix.cells
    .filter((cell) => picked.has(laneKey(cell)))
    .map(({ workload, audience }) => ({ workload, audience }));

  return { picked, pick, lanes, terms, set, asking, leave };
};
