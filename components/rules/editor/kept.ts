// What somebody changed and did not save yet, kept in their browser: by context and the version that it began with.

export type Kept = { text: string; at: string };

const prefix = 'lockgate-rules ';

/** Storage may be refused, as in some private windows; then nothing is kept, and nothing breaks. */
const storage = (): Storage | null => {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
};

export const kept = (name: string): Kept | null => {
  try {
    const found: unknown = JSON.parse(storage()?.getItem(prefix + name) ?? 'null');
    if (typeof found !== 'object' || found === null || !('text' in found) || !('at' in found)) return null;
    const { text, at } = found;
    return typeof text === 'string' && typeof at === 'string' ? { text, at } : null;
  } catch {
    return null;
  }
};

export const keep = (name: string, text: string): void => {
  try {
    storage()?.setItem(prefix + name, JSON.stringify({ text, at: new Date().toISOString() }));
  } catch {
    // full: what is on the page stays on the page
  }
};

export const forget = (name: string): void => storage()?.removeItem(prefix + name);
