import { createHash } from 'node:crypto';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';

/** What the domain's own digests come to, ten times as fast: bodies may have megabytes. */
export const bytesDigest = (data: string | Uint8Array): string => createHash('sha256').update(data).digest('hex');

/** SHA-256 over the canonical JSON of a document, as hex. */
export const jsonDigest = (document: unknown): string => bytesDigest(canonicalJson(document));
