import { type Refusal, refuse } from '@/lib/domain/kernel/refusal';
import { changesBetween } from './changes';
import type { Decision, SignOff } from './decision';
import { whatMoved } from './moved';
import type { Revision } from './revision';
import { isApproved } from './signers';
import type { World } from './world';

/** What the client was shown when it acted. */
export type Shown = { revision: number; evidenceHash: string };

export type Viewed = {
  decision: Decision;
  /** All revisions, the current one included. */
  revisions: readonly Revision[];
  signOffs: readonly SignOff[];
  validUntil: Date | null;
  world: World;
};

/** Why what was shown is not what would be signed or executed now, naming what changed; null when it is. */
export const staleView = (viewed: Viewed, shown: Shown): Refusal | null => {
  const { decision, revisions } = viewed;
  const current = decision.revision;
  if (shown.evidenceHash !== current.evidenceHash || shown.revision !== current.number) {
    const seen = revisions.find((revision) => revision.evidenceHash === shown.evidenceHash);
    const detail = `What was shown is not revision ${current.number}, the current one of D-${decision.number}.`;
    if (seen === undefined) {
      return refuse('stale_view', detail, [{ pointer: '/evidenceHash', detail: 'belongs to no revision of it' }])
        .refusal;
    }
    const changes = changesBetween(seen, current);
    const errors = changes.length > 0 ? changes : [{ pointer: '/revision', detail: `is ${current.number}` }];
    return refuse('stale_view', detail, errors).refusal;
  }
  // A draft stands on nothing yet; it is looked at when it is proposed.
  if (decision.state === 'draft') return null;
  const approved = isApproved(decision, viewed.signOffs);
  const moved = whatMoved({ decision, approved, validUntil: viewed.validUntil, world: viewed.world });
  if (moved === null) return null;
  const reasons = moved.kind === 'revise' ? moved.reasons : [moved.reason];
  return refuse(
    'stale_view',
    `D-${decision.number} needs a new look: ${reasons.join(' ')}`,
    reasons.map((detail) => ({ pointer: '/revision', detail })),
  ).refusal;
};
