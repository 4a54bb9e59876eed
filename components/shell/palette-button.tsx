'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { Icon } from '@/components/icons/icon';

const Palette = dynamic(() => import('./palette').then((module) => module.Palette), { ssr: false });

/** Opens the palette by click, ⌘K or Ctrl K. Its code comes when it is first opened. */
export function PaletteButton() {
  const [state, setState] = useState<'never' | 'open' | 'closed'>('never');
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.metaKey || event.ctrlKey)) return;
      event.preventDefault();
      setState((now) => (now === 'open' ? 'closed' : 'open'));
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        className="find"
        aria-label="Go to or do"
        aria-keyshortcuts="Meta+K Control+K"
        onClick={() => setState('open')}
      >
        <Icon name="search" />
        <span>Go to or do…</span>
        <kbd>⌘K</kbd>
      </button>
      {state === 'never' ? null : (
        <Palette open={state === 'open'} onOpenChange={(open) => setState(open ? 'open' : 'closed')} />
      )}
    </>
  );
}
