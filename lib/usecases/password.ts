import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';

// scrypt (RFC 7914) with its parameters in the hash, as text: $scrypt$ln=15,r=8,p=3$salt$hash, both in base64.
// 32 MiB and three passes: what OWASP lists as equal to N=2^17, r=8, p=1 with a quarter of the memory.

const current = { ln: 15, r: 8, p: 3 };
const hashBytes = 32;
const shortest = 12;
const longest = 512;

/** Few at a time: each takes 32 MiB and a thread that file and network look-ups need as well. */
const atOnce = 2;
const longestQueue = 200;
const turns = { running: 0, waiting: [] as (() => void)[] };

const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (turns.waiting.length >= longestQueue) throw new Error('too many passwords are waiting to be checked');
  if (turns.running >= atOnce) await new Promise<void>((go) => turns.waiting.push(go));
  else turns.running += 1;
  try {
    return await work();
  } finally {
    // who waits takes over the place of who leaves
    const next = turns.waiting.shift();
    if (next === undefined) turns.running -= 1;
    else next();
  }
};

type Cost = typeof current;

const derive = (password: string, salt: Buffer, { ln, r, p }: Cost, bytes: number): Promise<Buffer> =>
  inTurn(
    () =>
      new Promise((resolve, reject) => {
        const options = { N: 2 ** ln, r, p, maxmem: 256 * 2 ** ln * r };
        // the same characters typed on another keyboard may come composed differently
        scrypt(password.normalize('NFKC'), salt, bytes, options, (error, key) =>
          error ? reject(error) : resolve(key),
        );
      }),
  );

export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, current, hashBytes);
  const { ln, r, p } = current;
  return `$scrypt$ln=${ln},r=${r},p=${p}$${salt.toString('base64')}$${hash.toString('base64')}`;
};

const stored = /^\$scrypt\$ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})\$([A-Za-z0-9+/=]+)\$([A-Za-z0-9+/=]+)$/;

/** Nobody's password: looked at where there is no account, so that the answer takes as long. */
const decoy = { salt: randomBytes(16), hash: randomBytes(hashBytes) };

/** False without a stored hash, in the same time. @throws where the stored hash cannot be read. */
export const verifyPassword = async (password: string, storedHash: string | null): Promise<boolean> => {
  if (storedHash === null) {
    timingSafeEqual(await derive(password, decoy.salt, current, hashBytes), decoy.hash);
    return false;
  }
  const [, ln, r, p, salt, hash] = stored.exec(storedHash) ?? [];
  if (salt === undefined || hash === undefined) throw new Error('a stored password hash cannot be read');
  const expected = Buffer.from(hash, 'base64');
  const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
  const found = await derive(password, Buffer.from(salt, 'base64'), cost, expected.length);
  return timingSafeEqual(found, expected);
};

/** The demo's password stands in its documentation. */
export const demoPassword = 'lockgate-demo';

/** Length counts, in characters as people see them; nothing is asked about kinds of characters. */
export const checkNewPassword = (password: string, about: { email: string; name: string }): Result<null> => {
  const plain = password.normalize('NFKC');
  const fault = (detail: string) =>
    refuse('invalid_body', 'The password cannot be used.', [{ pointer: '/password', detail }]);
  const length = [...plain].length;
  if (length < shortest) return fault(`must have ${shortest} characters or more`);
  if (length > longest) return fault(`must have ${longest} characters or fewer`);
  if (new Set(plain).size < 4) return fault('repeats the same few characters');
  const known = [about.email, about.name, demoPassword].map((text) => text.normalize('NFKC').toLowerCase());
  if (known.includes(plain.toLowerCase())) return fault('is too easily guessed');
  return accept(null);
};
