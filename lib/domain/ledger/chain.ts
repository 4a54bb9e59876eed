import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { entrySchema, genesisOf, type LedgerEntry, leafOf } from './entry';
import { factSchemas, factTypes } from './fact';

/** How far a chain was followed: the next index, the last leaf (the genesis before the first) and its instant. */
export type ChainHead = { origin: string; next: number; leaf: string; at: string | null };

export type ChainProblem = { ok: false; index: number; problem: string };

export type ChainStep = { ok: true; head: ChainHead; entry: LedgerEntry } | ChainProblem;

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

const parse = (bytes: Uint8Array): LedgerEntry | string => {
  let text: string;
  let json: unknown;
  try {
    text = utf8.decode(bytes);
    json = JSON.parse(text);
  } catch {
    return 'is not JSON in UTF-8';
  }
  const parsed = entrySchema.safeParse(json);
  if (!parsed.success) return `is not a version 1 entry: ${parsed.error.issues[0]?.message ?? 'unknown'}`;
  // Also catches repeated members: they do not survive being written again.
  if (canonicalJson(json) !== text) return 'is not in canonical form';
  const type = factTypes.find((known) => known === parsed.data.type);
  if (type === undefined) return `has the unknown type ${parsed.data.type}`;
  if (!factSchemas[type].safeParse(parsed.data.data).success) return `has data that a ${type} does not have`;
  return parsed.data;
};

/** The entry that these bytes hold; an error says what is wrong with them. */
export const parseEntry = (bytes: Uint8Array): LedgerEntry => {
  const parsed = parse(bytes);
  if (typeof parsed === 'string') throw new Error(`a ledger entry ${parsed}`);
  return parsed;
};

const misplaced = (head: ChainHead, entry: LedgerEntry): string | null => {
  if (entry.index !== head.next) return `says index ${entry.index}`;
  if (entry.ledger !== head.origin) return `belongs to the ledger ${entry.ledger}`;
  if (entry.prev !== head.leaf) return 'does not follow the entry before it: one of the two was changed';
  if (head.at !== null && Date.parse(entry.at) < Date.parse(head.at)) return `is dated before the entry before it`;
  return null;
};

export const emptyChain = (origin: string): ChainHead => ({ origin, next: 0, leaf: genesisOf(origin), at: null });

/** Follows the chain by one entry, as stored; `index` of a problem is where the entry stands, whatever it says. */
export const followChain = (head: ChainHead, bytes: Uint8Array): ChainStep => {
  const entry = parse(bytes);
  const problem = typeof entry === 'string' ? entry : misplaced(head, entry);
  if (problem !== null || typeof entry === 'string') {
    return { ok: false, index: head.next, problem: `Entry ${head.next} ${problem}.` };
  }
  return { ok: true, entry, head: { ...head, next: head.next + 1, leaf: leafOf(bytes), at: entry.at } };
};

/** Follows a whole chain from `from` (the genesis, or a head known to be good); the first bad entry ends it. */
export const verifyChain = (
  entries: Iterable<Uint8Array>,
  from: ChainHead,
): { ok: true; head: ChainHead } | ChainProblem => {
  let head = from;
  for (const bytes of entries) {
    const step = followChain(head, bytes);
    if (!step.ok) return step;
    head = step.head;
  }
  return { ok: true, head };
};
