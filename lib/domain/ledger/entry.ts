import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { sha256Hex } from '@/lib/domain/kernel/digest';
import type { Fact } from './fact';

/** Where the next entry goes: the ledger, its index there, the leaf before it (for index 0 the genesis). */
export type ChainPlace = { origin: string; index: number; prev: string };

export type EntryActor = { kind: 'person' | 'key' | 'system'; id: string; name?: string };

export type EntryDraft = {
  at: Date;
  /** The database's clock when it was written; differs from `at` only where the demo's history was loaded. */
  recordedAt: Date;
  actor: EntryActor;
  requestId: string;
  fact: Fact;
};

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const instant = z.iso.datetime();

/** The envelope of one entry, version 1. `data` is one of the fact schemas, by `type`. */
export const entrySchema = z.strictObject({
  v: z.literal(1),
  ledger: z.string(),
  index: z.int().min(0),
  prev: hex,
  at: instant,
  recordedAt: instant,
  type: z.string(),
  actor: z.strictObject({ kind: z.enum(['person', 'key', 'system']), id: z.string(), name: z.string().optional() }),
  subject: z.strictObject({ kind: z.string(), id: z.string() }).optional(),
  context: z.string().optional(),
  data: z.record(z.string(), z.unknown()),
  requestId: z.string(),
});

export type LedgerEntry = z.infer<typeof entrySchema>;

/** What stands before the first entry of a ledger. */
export const genesisOf = (origin: string): string => sha256Hex(`lockgate-ledger-genesis/v1\n${origin}\n`);

/** SHA-256 of a zero byte and the entry's bytes, as hex: a leaf can never be taken for an inner hash. */
export const leafOf = (bytes: Uint8Array): string => bytesToHex(sha256(concatBytes(Uint8Array.of(0), bytes)));

/** The canonical bytes of the entry at `place`, and its leaf. */
export const linkEntry = (
  place: ChainPlace,
  draft: EntryDraft,
): { entry: LedgerEntry; bytes: Uint8Array; leaf: string } => {
  const { fact } = draft;
  const entry: LedgerEntry = {
    v: 1,
    ledger: place.origin,
    index: place.index,
    prev: place.prev,
    at: draft.at.toISOString(),
    recordedAt: draft.recordedAt.toISOString(),
    type: fact.type,
    actor: draft.actor,
    ...(fact.subject === undefined ? {} : { subject: fact.subject }),
    ...(fact.contextId === undefined ? {} : { context: fact.contextId }),
    data: fact.data,
    requestId: draft.requestId,
  };
  const bytes = utf8ToBytes(canonicalJson(entry));
  return { entry, bytes, leaf: leafOf(bytes) };
};
