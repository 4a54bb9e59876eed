'use client';

import { createContext, type RefObject, useContext, useMemo, useReducer, useRef } from 'react';
import { nothingChosen, type Selection, type SelectionAct, selectionAfter } from './selection';

type Store = {
  selection: Selection;
  dispatch: (act: SelectionAct) => void;
  scroll: RefObject<number>;
  /** Revisions that answers of one's own acts told, which the page may not show yet. */
  told: RefObject<Map<string, number>>;
};

const Context = createContext<Store | null>(null);

/** What lasts while patterns are opened one after another: what is selected, where the keyboard stands, how far the list is. */
export function TriageStore({ children }: { children: React.ReactNode }) {
  const [selection, dispatch] = useReducer(selectionAfter, nothingChosen);
  const scroll = useRef(0);
  const told = useRef(new Map<string, number>());
  const store = useMemo(() => ({ selection, dispatch, scroll, told }), [selection]);
  return <Context value={store}>{children}</Context>;
}

export const useTriageStore = (): Store => {
  const store = useContext(Context);
  if (store === null) throw new Error('useTriageStore is for what stands inside TriageStore');
  return store;
};
