'use client';

import { Autocomplete } from '@base-ui/react/autocomplete';
import { CSPProvider } from '@base-ui/react/csp-provider';
import { Dialog } from '@base-ui/react/dialog';
import { usePathname, useRouter } from 'next/navigation';
import { useState } from 'react';
import { Icon } from '@/components/icons/icon';
import {
  filterEntries,
  inboxKeys,
  inboxKeysEvent,
  numberedEntry,
  type PaletteEntry,
  paletteEntries,
} from './palette-entries';
import { useShell } from './shell-context';
import { chooseTheme } from './theme';
import { useSignOut } from './use-sign-out';

/** Everything that can be gone to or done, by name or by number. */
export function Palette({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const shell = useShell();
  const router = useRouter();
  const signOut = useSignOut();
  const [query, setQuery] = useState('');
  const numbered = numberedEntry(query, shell.program);
  const inbox = usePathname().includes('/reconciliation');
  const known = [...(inbox ? [inboxKeys] : []), ...paletteEntries(shell)];
  const entries = [...(numbered === null ? [] : [numbered]), ...filterEntries(known, query)];

  const run = (entry: PaletteEntry) => {
    onOpenChange(false);
    setQuery('');
    if (entry.kind === 'go') return router.push(entry.href);
    const acts: Record<typeof entry.act, () => void> = {
      'theme-light': () => chooseTheme('light'),
      'theme-dark': () => chooseTheme('dark'),
      'theme-system': () => chooseTheme('system'),
      print: () => window.print(),
      'inbox-keys': () => document.dispatchEvent(new CustomEvent(inboxKeysEvent)),
      'sign-out': signOut,
    };
    acts[entry.act]();
  };

  return (
    <CSPProvider disableStyleElements>
      <Dialog.Root open={open} onOpenChange={onOpenChange}>
        <Dialog.Portal>
          <Dialog.Backdrop className="backdrop" />
          <Dialog.Popup className="palette" aria-label="Go to or do">
            <Autocomplete.Root
              open
              inline
              items={entries}
              mode="none"
              value={query}
              onValueChange={setQuery}
              autoHighlight="always"
              keepHighlight
              itemToStringValue={(entry: PaletteEntry) => entry.label}
            >
              <Autocomplete.Input className="palette-input" placeholder="Go to or do" aria-label="Go to or do" />
              <Autocomplete.Empty>
                <p className="palette-none">
                  Nothing is called that. D-31, P-118 or r-41 goes to a decision, a pattern or a run.
                </p>
              </Autocomplete.Empty>
              <Autocomplete.List className="palette-list">
                {(entry: PaletteEntry) => (
                  <Autocomplete.Item key={entry.id} value={entry} className="menu-item" onClick={() => run(entry)}>
                    <Icon name={entry.icon} />
                    {entry.label}
                    <em>{entry.hint}</em>
                  </Autocomplete.Item>
                )}
              </Autocomplete.List>
            </Autocomplete.Root>
            <p className="palette-foot" aria-hidden="true">
              <span>
                <kbd>↑</kbd> <kbd>↓</kbd> choose
              </span>
              <span>
                <kbd>↵</kbd> go
              </span>
              <span>
                <kbd>j</kbd> <kbd>k</kbd> next and previous in lists
              </span>
              {inbox ? (
                <span>
                  <kbd>?</kbd> all keys of the inbox
                </span>
              ) : null}
              <span>
                <kbd>esc</kbd> close
              </span>
            </p>
          </Dialog.Popup>
        </Dialog.Portal>
      </Dialog.Root>
    </CSPProvider>
  );
}
