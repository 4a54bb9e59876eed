const written = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?\s*(?:Z|UTC)?$/i;

/** An instant as it is typed and shown in the question: "2026-10-31 23:59", with seconds only where they matter. */
export const writeInstant = (at: string): string =>
  at
    .replace('T', ' ')
    .replace(/(?::00)?\.000Z$/, '')
    .replace(/Z$/, '');

/** Reads what was typed as UTC; null where it names no instant. */
export const readInstant = (text: string): string | null => {
  const match = written.exec(text.trim());
  if (match === null) return null;
  const [, day, clock, seconds = ':00'] = match;
  const date = new Date(`${day}T${clock}${seconds}Z`);
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(`${day}T${clock}`) ? null : date.toISOString();
};

/** What a form keeps of what was typed: an instant, or null for nothing. What cannot be read stays as it is, never nothing. */
export const instantTyped = (text: string): string | null => (text.trim() === '' ? null : (readInstant(text) ?? text));

/** Whether a form holds a time that it cannot read. */
export const isUnread = (value: string | null): value is string => value !== null && readInstant(value) === null;

export const unreadText = 'A time is written as 2026-10-31 23:59, in UTC.';
