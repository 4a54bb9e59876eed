import { dayMs, type Window } from './state';

// The way back at once: open from the shift until its date, which a decision moves later, twice at most.

/** By how much each extension of these histories moves the end. */
export const extensionDays = 1;
const mostExtensions = 2;

export const opened = (opensAt: number, days: number): Window => ({
  opensAt,
  closesAt: opensAt + days * dayMs,
  extensions: 0,
});

export const isOpen = (window: Window | null, now: number): window is Window =>
  window !== null && now < window.closesAt;

/** Why the windows of lanes on target cannot stay open longer; null where they can. */
export const notLonger = (windows: readonly (Window | null)[], now: number): string | null => {
  if (!windows.every((window) => isOpen(window, now))) return 'window_closed';
  return windows.some((window) => (window?.extensions ?? 0) >= mostExtensions) ? 'extensions_used_up' : null;
};

export const longer = (window: Window | null): Window | null =>
  window === null
    ? null
    : { ...window, closesAt: window.closesAt + extensionDays * dayMs, extensions: window.extensions + 1 };
