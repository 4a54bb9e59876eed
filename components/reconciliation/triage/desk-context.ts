'use client';

import { createContext, useContext } from 'react';
import type { Act } from '@/lib/contract/views/parts';
import type { TriageChoices } from '@/lib/contract/views/reconciliation';
import type { TriageAct } from './keys';
import type { Target } from './target';

/** An act under way: of which patterns, and beside what it opens. */
export type Started = { act: TriageAct | 'keys'; targets: readonly Target[]; anchor: Element | null };

export type Desk = {
  program: string;
  triage: Act;
  choices: TriageChoices;
  rows: readonly Target[];
  opened: Target | null;
  chosen: readonly Target[];
  start: (act: Started['act'], targets?: readonly Target[], anchor?: Element | null) => void;
  /** Says what was done, to those who see it and to those who hear it. */
  say: (words: string) => void;
};

const Context = createContext<Desk | null>(null);

export const DeskProvider = Context;

export const useDesk = (): Desk => {
  const desk = useContext(Context);
  if (desk === null) throw new Error('useDesk is for what stands inside TriageDesk');
  return desk;
};
