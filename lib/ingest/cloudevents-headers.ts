import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { decodeUtf8 } from './strict-json';

// The binary mode's `ce-` headers: first unquoted, then decoded once from percent-encoding (HTTP binding, 3.1.3.2).

/** Headers by name in lower case, as a server hands them on. */
export type EventHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A header that was sent several times as one text. */
export const oneOf = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value;

const unquoted = (value: string): string =>
  value.length >= 2 && value.startsWith('"') && value.endsWith('"')
    ? value.slice(1, -1).replaceAll(/\\(.)/g, '$1')
    : value;

/** The text behind a header's value; null where its bytes are not UTF-8 or a percent sign stands alone. */
const decoded = (value: string): string | null => {
  const text = unquoted(value);
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return null;
  // Node reads headers as Latin-1: what was sent unescaped stands here byte by byte.
  const bytes = Buffer.from(text, 'latin1');
  const parts: number[] = [];
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x25) parts.push(byte);
    else {
      parts.push(Number.parseInt(text.slice(at + 1, at + 3), 16));
      at += 2;
    }
  }
  return decodeUtf8(Uint8Array.from(parts));
};

/** The attributes that the headers hold, by name. */
export const readHeaders = (headers: EventHeaders): Result<Record<string, string>> => {
  const errors: RefusalDetail[] = [];
  const said: Record<string, string> = {};
  for (const [header, values] of Object.entries(headers)) {
    const value = oneOf(values);
    if (!header.startsWith('ce-') || value === undefined) continue;
    const attribute = header.slice(3);
    if (attribute === 'datacontenttype') {
      errors.push({ pointer: `/${attribute}`, detail: 'is the Content-Type in binary mode, and no header of its own' });
      continue;
    }
    const text = decoded(value);
    if (text === null) errors.push({ pointer: `/${attribute}`, detail: 'is not percent-encoded UTF-8' });
    else said[attribute] = text;
  }
  const [first] = errors;
  if (first === undefined) return accept(said);
  return refuse('invalid_body', `This is no CloudEvent 1.0: ${first.pointer?.slice(1)} ${first.detail}.`, errors);
};
