import type { SaidEntry } from '@/lib/contract/views/decision';
import type { Called } from '@/lib/domain/ledger/called';
import { parseEntry } from '@/lib/domain/ledger/chain';
import { sentenceOf } from '@/lib/domain/ledger/sentence';
import type { RecordedDecision } from '@/lib/store/decisions';
import type { StoredEntry } from '@/lib/store/ledger';
import { actorRefOf } from '@/lib/usecases/queries/parts/feed';

/** What was said and done about the decision itself; what it changed elsewhere has its own place. */
const isSaid = (type: string): boolean => type.startsWith('decision.') || type.startsWith('sign_off.');

/** A person's own words that the sentence does not hold: why it was proposed, what an approval came with. */
const quoteOf = (type: string, data: Record<string, unknown>, recorded: RecordedDecision): string | null => {
  if (type === 'decision.proposed') {
    const { rationale } = recorded.revisions[0]?.document.payload ?? recorded.decision.payload;
    return rationale.trim() === '' ? null : rationale;
  }
  if (type !== 'sign_off.given') return null;
  const comment = recorded.signOffs.find(({ id }) => id === data.signOff)?.comment ?? '';
  return comment === '' ? null : comment;
};

/** The newest first. */
export const saidOf = (
  entries: readonly StoredEntry[],
  recorded: RecordedDecision,
  you: string | null,
  called: Called,
): SaidEntry[] =>
  entries
    .map(({ bytes }) => parseEntry(bytes))
    .filter(({ type }) => isSaid(type))
    .map(
      (entry): SaidEntry => ({
        at: entry.at,
        kind: entry.actor.kind === 'system' ? 'system' : 'person',
        actor: actorRefOf(entry.actor, you),
        sentence: sentenceOf(entry, called),
        quote: quoteOf(entry.type, entry.data, recorded),
        ledgerIndex: entry.index,
      }),
    )
    .reverse();
