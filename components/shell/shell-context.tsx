'use client';

import { createContext, useContext } from 'react';
import type { ShellView } from '@/lib/contract/views/shell';

const Context = createContext<ShellView | null>(null);

/** Gives the bar, the palette and the live indicator what the frame knows. */
export function ShellProvider({ view, children }: { view: ShellView; children: React.ReactNode }) {
  return <Context value={view}>{children}</Context>;
}

export const useShell = (): ShellView => {
  const view = useContext(Context);
  if (view === null) throw new Error('useShell is for what stands inside Shell');
  return view;
};
