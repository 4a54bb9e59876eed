import { BigNumber } from 'bignumber.js';
import { months } from '@/lib/domain/kernel/in-words';
import type { Layer } from '@/lib/domain/words';

// Numbers and spans as sentences say them. Thin no-break spaces keep a number and its unit on one line.

const thin = '\u202F';

/** 1680000 as "1 680 000", thinly spaced. */
export const countText = (count: number): string => String(count).replaceAll(/\B(?=(\d{3})+$)/g, thin);

/** A share as percent, rounded down to `places` (two or as many as the threshold has, whichever is more). */
export const percentText = (share: string, places = 2): string => {
  const percent = new BigNumber(share).times(100).decimalPlaces(places, BigNumber.ROUND_FLOOR);
  return `${percent.toFixed()}${thin}%`;
};

/** Places of a percentage that shows `share` in full: 2 for "0.9995". */
export const percentPlaces = (share: string): number => Math.max(0, (share.split('.')[1]?.length ?? 0) - 2);

/** Places of a rate beside what is needed: one more than that has, and two at least, so that a miss of it shows. */
export const ratePlaces = (needed: string): number => Math.max(2, percentPlaces(needed) + 1);

export const plural = (count: number, noun: string): string => `${countText(count)} ${noun}${count === 1 ? '' : 's'}`;

const hour = 3_600_000;

/** A span as whole minutes, hours or, from three days on, days; cut, never rounded up. */
export const spanText = (ms: number): string => {
  if (ms < hour) return `${Math.max(0, Math.floor(ms / 60_000))}${thin}min`;
  if (ms < 72 * hour) return `${Math.floor(ms / hour)}${thin}h`;
  return plural(Math.floor(ms / (24 * hour)), 'day');
};

/** "19 Nov 2026", in UTC. */
export const dayText = (at: Date): string =>
  `${at.getUTCDate()} ${months[at.getUTCMonth()] ?? ''} ${at.getUTCFullYear()}`;

export const layerWords: Record<Layer, string> = {
  schema: 'schemas',
  dataset: 'datasets',
  row: 'rows',
  query: 'queries',
  event: 'events',
  state: 'states',
  outcome: 'outcomes',
  position: 'positions',
};

/** A day and its minute: "20 Nov 2026 12:00 UTC". */
export const momentText = (at: Date): string => `${dayText(at)} ${at.toISOString().slice(11, 16)} UTC`;

const instantForm = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

/** A sentence with its instants as people write them: what was kept before sentences were so stands as it was kept. */
export const withMoments = (sentence: string): string =>
  sentence.replaceAll(instantForm, (instant) => momentText(new Date(instant)));
