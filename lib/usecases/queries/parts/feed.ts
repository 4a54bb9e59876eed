import type { ActorRef, ContextRef, FeedEntry } from '@/lib/contract/views/parts';
import type { Principal } from '@/lib/domain/access/principal';
import { parseEntry } from '@/lib/domain/ledger/chain';
import type { LedgerEntry } from '@/lib/domain/ledger/entry';
import type { FactType } from '@/lib/domain/ledger/fact';
import { sentenceOf } from '@/lib/domain/ledger/sentence';
import type { StoredEntry } from '@/lib/store/ledger';
import { momentText } from './say';

/** What people read about: each move once, not once for each lane, and no heartbeat of machines. */
export const newsTypes: readonly FactType[] = [
  'rules.drafted',
  'rules.activated',
  'pattern.opened',
  'pattern.triaged',
  'pattern.reopened',
  'pattern.merged',
  'pattern.unmerged',
  'pattern.split',
  'pattern.joined',
  'attestation.given',
  'decision.proposed',
  'decision.revised',
  'decision.executed',
  'decision.rejected',
  'decision.withdrawn',
  'decision.expired',
  'decision.superseded',
  'sign_off.given',
  'sign_off.refused',
  'sign_off.revoked',
  'stage.changed',
  'lanes.redrawn',
  'way_back.proven',
  'way_back.withdrawn',
  'window.closing',
  'window.closed',
  'break_glass.used',
  'break_glass.acknowledged',
  'break_glass.overdue',
  'guard.broken',
  'hold.placed',
  'hold.lifted',
  'retirement_item.changed',
  'retirement_item.done',
  'criteria.put_in_force',
  'policy.put_in_force',
];

export const actorRefOf = (actor: LedgerEntry['actor'] | Principal, you: string | null): ActorRef => ({
  kind: actor.kind,
  name: actor.name ?? 'Lockgate',
  you: actor.kind === 'person' && actor.id === you,
});

/** The number of the decision that an entry is about, or null. */
export const decisionOf = (entry: LedgerEntry): number | null => {
  const { decision } = entry.data;
  if (typeof decision !== 'object' || decision === null || !('number' in decision)) return null;
  return typeof decision.number === 'number' ? decision.number : null;
};

const instantForm = /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z/g;

/** The record's sentence with contexts by their names and instants as people write them. */
const readable = (sentence: string, contexts: readonly ContextRef[]): string =>
  contexts
    .reduce((told, { slug, name }) => told.replaceAll(new RegExp(`(?<![\\w-])${slug}(?![\\w-])`, 'g'), name), sentence)
    .replaceAll(instantForm, (instant) => momentText(new Date(instant)));

/** Entries as a feed tells them; `contexts` are those of the program, so that they are called by name. */
export const feedOf = (
  entries: readonly StoredEntry[],
  you: string | null,
  contexts: readonly ContextRef[],
): FeedEntry[] =>
  entries.map(({ bytes }) => {
    const entry = parseEntry(bytes);
    const actor = actorRefOf(entry.actor, you);
    return { index: entry.index, at: entry.at, sentence: readable(sentenceOf(entry), contexts), quote: null, actor };
  });
