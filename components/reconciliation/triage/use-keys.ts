'use client';

import { useEffect, useEffectEvent } from 'react';
import { inboxKeysEvent } from '@/components/shell/palette-entries';
import { useDesk } from './desk-context';
import { commandOf, isTyping } from './keys';
import { stepTo } from './selection';
import { useTriageStore } from './store';
import type { Target } from './target';

const rowOf = (id: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-pattern="${CSS.escape(id)}"] [data-row]`);

const somethingIsOpen = (): boolean =>
  document.querySelector('dialog[open], [role="dialog"], [popover]:popover-open') !== null;

/** The row that the keyboard stands on now. */
const focusedRow = (): string | null => {
  const row = document.activeElement?.closest('[data-pattern]');
  return row?.getAttribute('data-pattern') ?? null;
};

/**
 * The keys of the inbox. None fires while somebody types, while something is open over the page, or while what was begun is
 * still on its way to it: `begun` gives that up, and is null where nothing was.
 */
export const useKeys = (begun: (() => void) | null): void => {
  const { rows, opened, chosen, start } = useDesk();
  const { selection, dispatch } = useTriageStore();
  const ids = rows.map(({ id }) => id);

  /** What an act is about: what is selected, else the row in focus, else the pattern that is open. */
  const about = (): readonly Target[] => {
    if (chosen.length > 0) return chosen;
    const id = focusedRow() ?? (opened === null ? selection.cursor : null);
    const row = rows.find((each) => each.id === id);
    return row !== undefined ? [row] : opened === null ? [] : [opened];
  };

  const walk = (by: 1 | -1, extend: boolean): void => {
    const to = stepTo(ids, { cursor: focusedRow() ?? selection.cursor, opened: opened?.id ?? null }, by);
    const row = to === null ? null : rowOf(to);
    if (to === null || row === null) return;
    // Where the list gives way to the one pattern, the next one opens.
    if (row.offsetParent === null) {
      row.click();
      return;
    }
    dispatch(extend ? { kind: 'range', rows: ids, to } : { kind: 'stand', id: to });
    row.focus();
    row.scrollIntoView({ block: 'nearest' });
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || isTyping(event.target) || somethingIsOpen()) return;
    if (begun !== null) {
      // Who types on means what is about to open, and no other act.
      if (event.key === 'Escape') begun();
      else if (commandOf(event) !== null) event.preventDefault();
      return;
    }
    if (event.key === 'Escape') return chosen.length > 0 ? dispatch({ kind: 'clear' }) : undefined;
    const command = commandOf(event);
    if (command === null) return;
    event.preventDefault();
    switch (command.kind) {
      case 'step':
        return walk(command.by, command.extend);
      case 'select': {
        const id = focusedRow() ?? selection.cursor ?? opened?.id;
        return id !== undefined && ids.includes(id) ? dispatch({ kind: 'toggle', id }) : undefined;
      }
      case 'clear':
        return dispatch({ kind: 'clear' });
      case 'help':
        return start('keys');
      case 'search':
        return document.querySelector<HTMLElement>('[data-search]')?.focus();
      case 'act': {
        const targets = about();
        const first = targets[0];
        const heading = document.querySelector('[data-acts]');
        const row = first === undefined ? null : rowOf(first.id);
        return start(command.act, targets, row === null || row.offsetParent === null ? heading : row);
      }
    }
  });

  const tellKeys = useEffectEvent(() => start('keys'));

  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    const tell = () => tellKeys();
    document.addEventListener('keydown', listen);
    document.addEventListener(inboxKeysEvent, tell);
    return () => {
      document.removeEventListener('keydown', listen);
      document.removeEventListener(inboxKeysEvent, tell);
    };
  }, []);
};
