import { withMoments } from '@/lib/domain/criteria/sentence';
import { unmet } from '@/lib/domain/decision/criteria';
import type { Standing } from '@/lib/domain/decision/standing';
import { stateWords } from '@/lib/domain/decision/state-words';
import type { Viewed } from '@/lib/domain/decision/view-check';
import { listed } from '@/lib/domain/kernel/in-words';
import type { RecordedDecision } from '@/lib/store/decisions';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { plainWord } from '@/lib/usecases/queries/parts/options';
import type { Picture } from '@/lib/usecases/queries/parts/picture';
import { countedInWords, momentText } from '@/lib/usecases/queries/parts/say';
import { effectOf, stakeOf } from '@/lib/usecases/queries/parts/stake';

type Input = {
  recorded: RecordedDecision;
  viewed: Viewed;
  standing: Standing;
  picture: Picture;
  context: ListedContext | null;
};

const unmetText = ({ viewed }: Input): string[] => {
  const left = unmet(viewed.world.evaluations);
  const outcomes = [...new Set(left.map(({ outcome }) => outcome))];
  return outcomes.map((outcome) => {
    const count = left.filter((evaluation) => evaluation.outcome === outcome).length;
    const word = plainWord(outcome);
    return countedInWords(count, `criterion is ${word}`, `criteria are ${word}`);
  });
};

const waitsText = (input: Input): string => {
  const { standing } = input;
  const signs = standing.slots.reduce((sum, slot) => sum + slot.count - slot.filled.length, 0);
  const others = standing.missing.filter(({ code }) => !['criteria_not_met', 'sign_offs_missing'].includes(code));
  const parts = [
    ...unmetText(input),
    ...(signs === 0 ? [] : [countedInWords(signs, 'sign-off is missing', 'sign-offs are missing')]),
  ];
  const [other] = others;
  if (parts.length === 0)
    return other === undefined ? 'It can be executed now.' : `It cannot be executed yet: ${other.message}`;
  return `It cannot be executed yet: ${listed(parts)}.${other === undefined ? '' : ` ${other.message}`}`;
};

/** What the decision does or did, and where it stands, in two or three sentences. */
export const decisionLede = (input: Input): string => {
  const { recorded, viewed, standing, picture, context } = input;
  const now = viewed.world.at;
  const stake = stakeOf(picture, context, recorded.decision.payload);
  const ended = recorded.closedAt === null ? '' : ` on ${momentText(recorded.closedAt, now)}`;
  switch (standing.state) {
    case 'executed': {
      const by = recorded.executedBy === null ? '' : ` by ${recorded.executedBy.name}`;
      return `${effectOf(picture, context, recorded.decision.payload)} It was executed${ended}${by}.`;
    }
    case 'expired':
      return `It expired${recorded.decision.expiresAt === null ? '' : ` on ${momentText(recorded.decision.expiresAt, now)}`}, and nothing was changed.`;
    case 'rejected':
    case 'withdrawn':
    case 'superseded':
      return `It was ${stateWords[standing.state]}${ended}, and nothing was changed. ${withMoments(recorded.closedReason ?? '')}`.trim();
    case 'draft':
      return `${stake} It is a draft: it takes no lane, and nobody can sign it before it is proposed.`;
    case 'scheduled': {
      const at = recorded.decision.payload.scheduledFor;
      return `${stake} It is signed, and executed by itself${at === null ? '' : ` on ${momentText(new Date(at), now)}`}.`;
    }
    default:
      return `${stake} ${waitsText(input)}`;
  }
};
