// A passkey's public key as COSE (RFC 9053): one map in CBOR, whose members are integers and byte strings.

/** ES256, EdDSA, RS256: what authenticators of today sign with. */
export const passkeyAlgorithms = [-7, -8, -257] as const;

export type PasskeyKey =
  | { algorithm: 'ES256'; x: Uint8Array; y: Uint8Array }
  | { algorithm: 'EdDSA'; x: Uint8Array }
  | { algorithm: 'RS256'; n: Uint8Array; e: Uint8Array };

type Item = number | Uint8Array;
type Head = { major: number; value: number; next: number };

/** CBOR's major types that such a map is made of. */
const unsigned = 0;
const negative = 1;
const byteString = 2;
const map = 5;

const headAt = (bytes: Uint8Array, at: number): Head | null => {
  const first = bytes[at];
  if (first === undefined) return null;
  const major = first >> 5;
  const short = first & 31;
  if (short < 24) return { major, value: short, next: at + 1 };
  const width = { 24: 1, 25: 2, 26: 4 }[short];
  if (width === undefined || at + 1 + width > bytes.length) return null;
  const value = bytes.subarray(at + 1, at + 1 + width).reduce((sum, byte) => sum * 256 + byte, 0);
  return { major, value, next: at + 1 + width };
};

const itemAt = (bytes: Uint8Array, at: number): { item: Item; next: number } | null => {
  const head = headAt(bytes, at);
  if (head === null) return null;
  if (head.major === unsigned) return { item: head.value, next: head.next };
  if (head.major === negative) return { item: -1 - head.value, next: head.next };
  const end = head.next + head.value;
  if (head.major !== byteString || end > bytes.length) return null;
  return { item: bytes.slice(head.next, end), next: end };
};

const mapOf = (bytes: Uint8Array): ReadonlyMap<number, Item> | null => {
  const head = headAt(bytes, 0);
  if (head === null || head.major !== map || head.value > 16) return null;
  const members = new Map<number, Item>();
  let at = head.next;
  for (let count = 0; count < head.value; count += 1) {
    const label = itemAt(bytes, at);
    if (label === null || typeof label.item !== 'number' || members.has(label.item)) return null;
    const member = itemAt(bytes, label.next);
    if (member === null) return null;
    members.set(label.item, member.item);
    at = member.next;
  }
  return at === bytes.length ? members : null;
};

const bytesIn = (members: ReadonlyMap<number, Item>, label: number): Uint8Array | null => {
  const item = members.get(label);
  return item instanceof Uint8Array ? item : null;
};

const is = (members: ReadonlyMap<number, Item>, expected: Record<number, number>): boolean =>
  Object.entries(expected).every(([label, value]) => members.get(Number(label)) === value);

/** The key behind its COSE bytes; null where it is no key of the algorithms above, or not well-formed. */
export const readPasskeyKey = (cose: Uint8Array): PasskeyKey | null => {
  const members = mapOf(cose);
  if (members === null) return null;
  const x = bytesIn(members, -2);
  const third = bytesIn(members, -3);
  if (is(members, { 1: 2, 3: -7, [-1]: 1 })) {
    return x?.length === 32 && third?.length === 32 ? { algorithm: 'ES256', x, y: third } : null;
  }
  if (is(members, { 1: 1, 3: -8, [-1]: 6 })) return x?.length === 32 ? { algorithm: 'EdDSA', x } : null;
  if (!is(members, { 1: 3, 3: -257 })) return null;
  const n = bytesIn(members, -1);
  const enough = n !== null && n.length >= 256 && n.length <= 512;
  return enough && x !== null && x.length > 0 && x.length <= 4 ? { algorithm: 'RS256', n, e: x } : null;
};
