'use client';

import { useEffect } from 'react';

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** `j` and `k` walk the rows of the page's list (the links marked data-row); Enter opens the one in focus. */
export function ListKeys() {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.metaKey || event.ctrlKey || event.altKey || typing(event.target)) return;
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0;
      if (step === 0 || document.querySelector('[role="dialog"]') !== null) return;
      const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
      const current = rows.findIndex((row) => document.activeElement?.isSameNode(row));
      const chosen = current === -1 ? rows.findIndex((row) => row.getAttribute('aria-current') === 'true') : current;
      const next = rows[Math.min(rows.length - 1, Math.max(0, chosen === -1 ? 0 : chosen + step))];
      if (next === undefined) return;
      event.preventDefault();
      next.focus();
      next.scrollIntoView({ block: 'nearest' });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <span className="keys">
      <kbd>j</kbd>
      <kbd>k</kbd> to walk the rows
    </span>
  );
}
