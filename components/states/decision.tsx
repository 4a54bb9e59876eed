import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import { stateWords } from '@/lib/domain/decision/state-words';
import type { DecisionState } from '@/lib/domain/words';

/** `live`: it may still become something, a draft included. */
type Look = { word: string; icon: IconName; live: boolean };

const look = (state: DecisionState, icon: IconName, live: boolean): Look => ({ word: stateWords[state], icon, live });

export const decisionLooks: Record<DecisionState, Look> = {
  draft: look('draft', 'f-draft', true),
  open: look('open', 'f-open', true),
  approved: look('approved', 'met', true),
  scheduled: look('scheduled', 'f-scheduled', true),
  executed: look('executed', 'f-executed', false),
  rejected: look('rejected', 'f-rejected', false),
  withdrawn: look('withdrawn', 'back', false),
  expired: look('expired', 'f-expired', false),
  superseded: look('superseded', 'f-superseded', false),
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
