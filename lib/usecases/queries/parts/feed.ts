import { z } from 'zod';
import type { ActorRef, FeedEntry } from '@/lib/contract/views/parts';
import type { Principal } from '@/lib/domain/access/principal';
import { byText } from '@/lib/domain/kernel/by-text';
import type { Called } from '@/lib/domain/ledger/called';
import { parseEntry } from '@/lib/domain/ledger/chain';
import type { LedgerEntry } from '@/lib/domain/ledger/entry';
import type { FactType } from '@/lib/domain/ledger/fact';
import { sentenceOf } from '@/lib/domain/ledger/sentence';
import type { StoredEntry } from '@/lib/store/ledger';

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

const endings = z.object({
  closedAt: z.iso.datetime().optional(),
  expiredAt: z.iso.datetime().optional(),
  dueAt: z.iso.datetime().optional(),
});

/** What ends by time alone is told when somebody looks; it happened at its end. */
const happenedAt = ({ type, data, at }: LedgerEntry): string => {
  if (!['window.closed', 'decision.expired', 'break_glass.overdue'].includes(type)) return at;
  const { closedAt, expiredAt, dueAt } = endings.parse(data);
  return closedAt ?? expiredAt ?? dueAt ?? at;
};

/** Entries as a feed tells them. */
export const feedOf = (entries: readonly StoredEntry[], you: string | null, called: Called): FeedEntry[] =>
  entries.map(({ bytes }) => {
    const entry = parseEntry(bytes);
    const actor = actorRefOf(entry.actor, you);
    return { index: entry.index, at: happenedAt(entry), sentence: sentenceOf(entry, called), quote: null, actor };
  });

/** What changed lately, the latest to happen first. */
export const newsOf = (...told: Parameters<typeof feedOf>): FeedEntry[] =>
  feedOf(...told).toSorted((a, b) => byText(b.at, a.at));
