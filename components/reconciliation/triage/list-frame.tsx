'use client';

import { useEffect, useLayoutEffect, useRef } from 'react';
import { useDesk } from './desk-context';
import { useTriageStore } from './store';

/** The list's own frame: as far down as it was, with the keyboard where it stood, after a pattern was opened. `asked` is its filter. */
export function ListFrame({ asked, children }: { asked: string; children: React.ReactNode }) {
  const { scroll, selection } = useTriageStore();
  const { rows, say } = useDesk();
  const frame = useRef<HTMLDivElement>(null);
  const begun = useRef(selection.cursor);

  useLayoutEffect(() => {
    const { current } = frame;
    if (current === null) return;
    current.scrollTop = scroll.current;
    const row = begun.current === null ? null : current.querySelector(`[data-pattern="${begun.current}"] [data-row]`);
    const free = document.activeElement === null || document.activeElement === document.body;
    if (free && row instanceof HTMLElement) row.focus({ preventScroll: true });
  }, [scroll]);

  // What arrives while the page is open is said, since nothing flashes.
  const known = useRef<{ asked: string; ids: ReadonlySet<string> } | null>(null);
  useEffect(() => {
    const before = known.current?.asked === asked ? known.current.ids : null;
    known.current = { asked, ids: new Set(rows.map(({ id }) => id)) };
    const fresh = before === null ? [] : rows.filter(({ id }) => !before.has(id));
    const [first] = fresh;
    if (first === undefined) return;
    say(fresh.length === 1 ? `P-${first.number} is in the list now.` : `${fresh.length} more are in the list now.`);
  }, [asked, rows, say]);

  return (
    <div
      ref={frame}
      className="list"
      onScroll={(event) => {
        scroll.current = event.currentTarget.scrollTop;
      }}
    >
      {children}
    </div>
  );
}
