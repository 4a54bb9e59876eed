import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json';

/** SHA-256 as 64 lowercase hex digits; text is hashed as UTF-8. */
export const sha256Hex = (data: string | Uint8Array): string =>
  bytesToHex(sha256(typeof data === 'string' ? utf8ToBytes(data) : data));

/** SHA-256 over the canonical JSON of a document, as hex. */
export const documentDigest = (document: unknown): string => sha256Hex(canonicalJson(document));
