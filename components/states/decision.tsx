import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import type { DecisionState } from '@/lib/domain/words';

type Look = { word: string; icon: IconName; live: boolean };

export const decisionLooks: Record<DecisionState, Look> = {
  draft: { word: 'draft', icon: 'f-draft', live: true },
  open: { word: 'open', icon: 'f-open', live: true },
  approved: { word: 'approved', icon: 'met', live: true },
  scheduled: { word: 'scheduled', icon: 'f-scheduled', live: true },
  executed: { word: 'executed', icon: 'f-executed', live: false },
  rejected: { word: 'refused', icon: 'f-rejected', live: false },
  withdrawn: { word: 'withdrawn', icon: 'back', live: false },
  expired: { word: 'expired', icon: 'f-expired', live: false },
  superseded: { word: 'superseded', icon: 'f-superseded', live: false },
};

/** Where a decision stands; `detail` follows the word ("open, revision 3"). */
export function Fate({ state, detail }: { state: DecisionState; detail?: string }) {
  const look = decisionLooks[state];
  return (
    <span className={`fate-of ${state}`}>
      <Icon name={look.icon} />
      <span>
        {look.word}
        {detail === undefined ? '' : `, ${detail}`}
      </span>
    </span>
  );
}
