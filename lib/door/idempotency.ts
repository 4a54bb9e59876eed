import type { IncomingMessage } from 'node:http';
import type { Operation } from '@/lib/contract/operations/operation';
import { documentDigest, sha256Hex } from '@/lib/domain/kernel/digest';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Context } from '@/lib/usecases/context';

const form = /^(?:([A-Za-z0-9_-]{1,255})|"([A-Za-z0-9_-]{1,255})")$/;
const header = 'Idempotency-Key';

/** The sender's key, bare or quoted; undefined where none is sent and none is needed. */
export const idempotencyKeyOf = (request: IncomingMessage, operation: Operation): Result<string | undefined> => {
  const sent = request.headers['idempotency-key'];
  if (operation.idempotency === 'none') return accept(undefined);
  if (sent === undefined) {
    return operation.idempotency === 'required'
      ? refuse('idempotency_key_required', `Send ${header}: a new one for each act, the same one when sending again.`)
      : accept(undefined);
  }
  const [, bare, quoted] = form.exec(String(sent)) ?? [];
  const key = bare ?? quoted;
  if (key !== undefined) return accept(key);
  const detail = 'is 1 to 255 letters, digits, hyphens and underscores';
  return refuse('invalid_parameter', `${header} ${detail}.`, [{ pointer: header, detail }]);
};

/** A password in a body is no part of what is asked, and must leave no trace that could be guessed against. */
const withoutSecrets = (body: unknown): unknown => {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== 'stepUp'));
};

/** What makes two requests the same: method, path with query, and the digest of the body. */
export const receiptOf = (
  operation: Operation,
  key: string,
  target: string,
  body: string,
): NonNullable<Context['idempotency']> => ({
  key,
  route: `${operation.method} ${operation.path}`,
  fingerprint: sha256Hex(`${operation.method} ${target}\n${body}`),
  status: operation.answer.status,
});

/** The digest of a body that is at hand: of its canonical JSON where it is JSON. */
export const bodyDigest = (sent: { bytes: Uint8Array; parsed: unknown }): string =>
  sent.parsed === undefined ? sha256Hex(sent.bytes) : documentDigest(withoutSecrets(sent.parsed));
