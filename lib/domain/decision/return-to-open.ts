import { whatMoved } from './moved';
import { beginRevision, type Revised } from './revise';
import { isApproved } from './signers';
import type { Viewed } from './view-check';

/**
 * What a scheduled decision becomes that could not be executed at its date: open in a new revision, without a date. Null
 * where it has lost its object, and is superseded instead.
 */
export const returnToOpen = (viewed: Viewed, why: string): Revised | null => {
  const { decision, signOffs, validUntil, world } = viewed;
  const moved = whatMoved({ decision, approved: isApproved(decision, signOffs), validUntil, world });
  if (moved?.kind === 'supersede') return null;
  const { payload, reasons } = moved ?? { payload: decision.payload, reasons: [] };
  const all = [why, ...reasons.filter((reason) => reason !== why)];
  return beginRevision(decision, { kind: 'revise', payload: { ...payload, scheduledFor: null }, reasons: all }, world);
};
