import { momentText } from '@/lib/domain/criteria/sentence';
import type { Hold } from './hold';

/** Why a context cannot be moved: "Rita holds payments since 20 Nov 2026 12:00 UTC: “Month-end close.”" */
export const heldSentence = (hold: Hold, context: string): string => {
  const what = { installation: 'everything', program: 'this program', context }[hold.scope ?? 'context'];
  const until = hold.until == null ? '' : ` until ${momentText(hold.until)}`;
  return `${hold.placedBy} holds ${what} since ${momentText(hold.placedAt)}${until}: “${hold.reason}”`;
};
