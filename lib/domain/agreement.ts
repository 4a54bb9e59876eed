// How far two sides agree, as the lock shows it: on a scale of nines that still parts 99.9 % from 99.99 %.

import BigNumber from 'bignumber.js';

/** Nines at the brim: 99.999 %. */
export const brim = 5;

/** Of what one side produced (`produced`), how much the other matched. */
export type SideTotals = { produced: number; matched: number };

export type Agreement = { share: string | null; sampleSize: number; nines: number };

/** -log10 of the miss, between 0 and the brim, capped by the sample size: 100 % of 1 000 proves three nines. */
export const ninesOf = (share: number, sampleSize?: number): number => {
  const floor = sampleSize === undefined || sampleSize <= 0 ? 0 : 1 / sampleSize;
  const miss = Math.max(1 - share, floor, 10 ** -brim);
  return Math.min(brim, Math.max(0, -Math.log10(miss)));
};

/** The level of one side. Nothing compared is no level at all, never a full one. */
export const agreementOf = ({ produced, matched }: SideTotals): Agreement => {
  if (produced <= 0) return { share: null, sampleSize: 0, nines: 0 };
  const share = new BigNumber(matched).div(produced);
  return { share: share.toFixed(), sampleSize: produced, nines: ninesOf(share.toNumber(), produced) };
};
