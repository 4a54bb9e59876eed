import { listed } from '@/lib/domain/kernel/in-words';

const memberWords: Readonly<Record<string, string>> = {
  category: 'what it is',
  severity: 'how bad it is',
  owner: 'whose it is',
  note: 'the note',
  resolution: 'its resolution',
  taught: 'what it taught',
  hiddenLegacyRule: 'the hidden legacy rule',
  fixer: 'who fixes it',
  due: 'by when',
  links: 'its links',
};

/** Members whose new value is a word that people read; the rest is an id or prose. */
const plain = new Set(['category', 'severity', 'resolution']);

type Change = { member: string; to?: unknown };

const changeWords = ({ member, to }: Change): string => {
  const what = memberWords[member] ?? member;
  return plain.has(member) && typeof to === 'string' ? `${what} to ${to.replaceAll('_', ' ')}` : what;
};

type Item = {
  entry: {
    subject?: { id: string } | undefined;
    actor: { name?: string | undefined };
    data: Readonly<Record<string, unknown>>;
  };
};

const isChange = (value: unknown): value is Change =>
  typeof value === 'object' && value !== null && 'member' in value && typeof value.member === 'string';

/** The last that was said of any of these patterns: "Anna Kowal changed how bad it is to minor." Null where nobody said anything. */
export const whoChanged = (items: readonly Item[], ids: readonly string[]): string | null => {
  const last = items.findLast(({ entry }) => entry.subject !== undefined && ids.includes(entry.subject.id));
  if (last === undefined) return null;
  const { actor, data } = last.entry;
  const changes = Array.isArray(data.changes) ? data.changes.filter(isChange).map(changeWords) : [];
  return `${actor.name ?? 'Somebody'} changed ${changes.length === 0 ? 'it' : listed(changes)}.`;
};
