'use client';

import { useEffect, useId, useRef, useState } from 'react';

type Props = {
  /** What stands on the button. */
  label: React.ReactNode;
  name?: string;
  className: string;
  children: React.ReactNode;
};

const gap = 4;
const margin = 8;

/** Below the button, or above it where there is more room; never past the edge of the window. */
const place = (button: HTMLElement, panel: HTMLElement): void => {
  const at = button.getBoundingClientRect();
  const [width, height] = [panel.offsetWidth, panel.scrollHeight];
  const below = window.innerHeight - at.bottom - gap - margin;
  const above = at.top - gap - margin;
  const up = height > below && above > below;
  panel.style.maxHeight = `${Math.max(120, up ? above : below)}px`;
  panel.style.left = `${Math.max(margin, Math.min(at.left, window.innerWidth - width - margin))}px`;
  panel.style.top = up ? 'auto' : `${at.bottom + gap}px`;
  panel.style.bottom = up ? `${window.innerHeight - at.top + gap}px` : 'auto';
};

const items = (panel: HTMLElement): HTMLElement[] => [...panel.querySelectorAll<HTMLElement>('a, button')];

/**
 * A button that opens a short list of links and acts. The browser's own popover: it closes by Escape, by a click
 * elsewhere, or when something in it was chosen; the arrow keys walk it.
 */
export function Flyout({ label, name, className, children }: Props) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const panel = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);

  useEffect(() => {
    const list = panel.current;
    if (list === null) return;
    const onToggle = (event: Event) => {
      const opened = event instanceof ToggleEvent && event.newState === 'open';
      setOpen(opened);
      if (!opened || button.current === null) return;
      place(button.current, list);
      items(list)[0]?.focus();
    };
    list.addEventListener('toggle', onToggle);
    return () => list.removeEventListener('toggle', onToggle);
  }, []);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const list = panel.current;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (list === null || step === 0) return;
    event.preventDefault();
    const all = items(list);
    const now = all.findIndex((item) => item.isSameNode(document.activeElement));
    all[(now + step + all.length) % all.length]?.focus();
  };

  return (
    <>
      <button
        ref={button}
        type="button"
        className={className}
        popoverTarget={id}
        aria-expanded={open}
        aria-label={name}
      >
        {label}
      </button>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys and clicks belong to the links and buttons in it */}
      <div
        ref={panel}
        id={id}
        popover="auto"
        className="menu"
        onKeyDown={onKeyDown}
        onClick={(event) => {
          if (event.target instanceof Element && event.target.closest('a, button') !== null)
            panel.current?.hidePopover();
        }}
      >
        {children}
      </div>
    </>
  );
}
