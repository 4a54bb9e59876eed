import type { Window } from '@/lib/domain/comparison/run-facts';
import { readTimestamp } from '@/lib/domain/comparison/timestamp';
import { windowFromTimes } from '@/lib/ingest/adapters/adapter';

/** What a text says about time; `naive` where it has no offset and was taken as UTC. */
type InstantRead = { at: Date; naive: boolean };

const compact = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})((?:\.\d{1,30})?)(Z|[+-]\d{2}:?\d{2})?$/;

/**
 * Reads the spellings that tools use: ISO 8601 with dashes or without, milliseconds since 1970, and seconds since 1970
 * with or without a fraction. Null for anything else.
 */
const readInstant = (text: string | null | undefined): InstantRead | null => {
  const trimmed = text?.trim() ?? '';
  if (/^\d{8,15}(\.\d{1,9})?$/.test(trimmed)) {
    // Seconds have ten digits from 2001 to 2286, milliseconds twelve or thirteen since 1973.
    const number = Number(trimmed);
    return { at: new Date(Math.trunc(number < 1e11 ? number * 1_000 : number)), naive: false };
  }
  const reading = readTimestamp(trimmed.replace(compact, '$1-$2-$3T$4:$5:$6$7$8'), 'UTC');
  if (reading?.kind !== 'once') return null;
  return { at: new Date(Number(reading.instant / 1_000_000n)), naive: reading.naive };
};

/** Gathers the times that a document gives, from which the time in which the tool ran is known. */
export class Instants {
  private from = Number.POSITIVE_INFINITY;
  private to = Number.NEGATIVE_INFINITY;
  naive = false;
  /** Texts that were meant as times and are none. */
  unread = 0;

  add(text: string | null | undefined): Date | null {
    if (text === null || text === undefined || text.trim() === '') return null;
    const read = readInstant(text);
    if (read === null) {
      this.unread += 1;
      return null;
    }
    this.naive ||= read.naive;
    this.from = Math.min(this.from, read.at.getTime());
    this.to = Math.max(this.to, read.at.getTime());
    return read.at;
  }

  /** From the first to the last of them; a window has a length, so that one moment is given a millisecond. */
  window(): Window | null {
    if (this.from > this.to) return null;
    return { from: new Date(this.from === this.to ? this.from - 1 : this.from), to: new Date(this.to) };
  }

  warnings(): string[] {
    const { unread } = this;
    return [
      ...(this.from > this.to ? [] : [windowFromTimes]),
      ...(this.naive ? ['Times without an offset were taken as UTC.'] : []),
      ...(unread === 0
        ? []
        : [`${unread} ${unread === 1 ? 'text that stands' : 'texts that stand'} for a time cannot be read.`]),
    ];
  }
}
