'use client';

import { useEffect, useId, useRef, useState } from 'react';
import { Icon } from '@/components/icons/icon';
import { type PickChoice, pickedBy } from './pick-choices';

type Props = {
  title: string;
  choices: readonly PickChoice[];
  /** Where it opens: beside this, on a screen with room. */
  anchor: Element | null;
  busy: boolean;
  empty: string;
  onPick: (choice: PickChoice) => void;
  onClose: () => void;
  /** Said of what is typed, where the choices come from elsewhere; they are shown as they come then. */
  onType?: (text: string) => void;
  /** Below the choices: why the last one was refused. */
  after?: React.ReactNode;
};

const margin = 8;

/** Under the row that it is about, or above it where there is more room. */
const place = (dialog: HTMLDialogElement, anchor: Element | null): void => {
  const at = anchor?.getBoundingClientRect();
  if (at === undefined || window.innerWidth <= 760) return;
  const [width, height] = [dialog.offsetWidth, dialog.offsetHeight];
  const below = at.bottom + 4 + height <= window.innerHeight - margin;
  dialog.style.left = `${Math.max(margin, Math.min(at.left + 24, window.innerWidth - width - margin))}px`;
  dialog.style.top = `${Math.max(margin, below ? at.bottom + 4 : at.top - height - 4)}px`;
};

/** One small popover for one act: type to filter, arrows to walk, Enter applies, Escape leaves it as it is. */
export function Pick({ title, choices, anchor, busy, empty, onPick, onClose, onType, after }: Props) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const shown = onType === undefined ? pickedBy(choices, text) : choices;
  const active = shown[Math.min(at, shown.length - 1)];

  useEffect(() => {
    const { current } = dialog;
    if (current === null || current.open) return;
    current.showModal();
    place(current, anchor);
  }, [anchor]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const next = (Math.min(at, shown.length - 1) + step + shown.length) % Math.max(1, shown.length);
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      if (active !== undefined && !busy) onPick(active);
    }
  };

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the popover closes it; Escape does by itself
    <dialog
      ref={dialog}
      className="pick-menu"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <p className="pick-title" aria-hidden="true">
        {title}
      </p>
      <input
        className="pick-input"
        role="combobox"
        aria-label={title}
        aria-expanded="true"
        aria-autocomplete="list"
        aria-controls={`${id}-list`}
        aria-activedescendant={active === undefined ? undefined : `${id}-${shown.indexOf(active)}`}
        aria-busy={busy || undefined}
        placeholder="Type to filter"
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
          onType?.(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      <div className="pick-list" role="listbox" id={`${id}-list`} aria-label={title}>
        {shown.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys belong to the box above, as in every combobox
          <div
            key={choice.value}
            id={`${id}-${index}`}
            role="option"
            tabIndex={-1}
            aria-selected={choice === active}
            className="menu-item"
            data-highlighted={choice === active ? '' : undefined}
            onPointerMove={() => setAt(index)}
            onClick={() => !busy && onPick(choice)}
          >
            <span>
              {choice.label}
              {choice.about === undefined ? null : <small>{choice.about}</small>}
            </span>
            {choice.current === true ? (
              <em>
                <Icon name="met" className="small" /> now
              </em>
            ) : choice.hint === undefined ? null : (
              <em>{choice.hint}</em>
            )}
          </div>
        ))}
      </div>
      {shown.length === 0 ? <p className="palette-none">{empty}</p> : null}
      {after}
    </dialog>
  );
}
