import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KeyActor, PersonActor } from '@/lib/domain/access/actor';
import { formatApiKey } from '@/lib/domain/access/api-key';
import { accept, refuse } from '@/lib/domain/kernel/refusal';
import type { AuthoritySource } from '@/lib/usecases/authority-snapshot';
import { createDoor, type DoorOptions } from './handle';
import type { UseCases } from './use-cases';

// A real door on a free port, over use cases that each test writes itself.

const bytes = (seed: number) => Uint8Array.from({ length: 64 }, (_, at) => (seed * 13 + at * 29) % 240);

/** Keys by what they stand for; `other` is of another program, `unknown` is well-formed and nobody's. */
export const keys = {
  full: formatApiKey(bytes(1)),
  authority: formatApiKey(bytes(2)),
  other: formatApiKey(bytes(3)),
  every: formatApiKey(bytes(4)),
  scopeless: formatApiKey(bytes(5)),
  unknown: formatApiKey(bytes(6)),
} as const;

export const programId = '01934a5e-0000-7000-8000-000000000001';
const otherProgramId = '01934a5e-0000-7000-8000-000000000002';

const keyActor = (name: string, programOf: string | null, scopes: KeyActor['scopes']): KeyActor => ({
  kind: 'key',
  keyId: `key-${name}`,
  name,
  programId: programOf,
  scopes,
  personId: null,
});

const everyScope: KeyActor['scopes'] = [
  'authority:read',
  'runs:write',
  'program:read',
  'program:write',
  'decisions:write',
  'ledger:read',
  'keys:write',
  'rollback:write',
];

const actors = new Map<string, KeyActor>([
  [keys.full, keyActor('full', programId, everyScope)],
  [keys.authority, keyActor('authority', programId, ['authority:read'])],
  [keys.other, keyActor('other', otherProgramId, ['authority:read'])],
  [keys.every, keyActor('every', null, ['authority:read'])],
  [keys.scopeless, keyActor('scopeless', programId, ['ledger:read'])],
]);

export const person: PersonActor = {
  kind: 'person',
  personId: '01934a5e-0000-7000-8000-0000000000aa',
  name: 'Ada',
  email: 'ada@example.org',
  sessionId: '01934a5e-0000-7000-8000-0000000000bb',
  installationAdmin: false,
  authenticatedAt: new Date('2026-11-20T00:00:00Z'),
};

export const origin = 'http://lockgate.test';
export const cookie = 'session=good';

/** Every use case that a test does not give fails loudly when it is reached. */
const onlyThese = (given: Partial<UseCases>): UseCases =>
  new Proxy(given, {
    get: (target, name) =>
      Reflect.get(target, name) ??
      (() => {
        throw new Error(`the use case ${String(name)} was reached`);
      }),
  }) as UseCases;

const nowhere: AuthoritySource = {
  loadAuthority: async () => refuse('not_found', 'There is no such program.'),
  confirmAuthority: async () => refuse('not_found', 'There is no such program.'),
};

export type DoorUnderTest = {
  url: string;
  logged: { message: string; fields: Record<string, unknown> }[];
  keyLookups: string[];
  endStreams: () => void;
  close: () => Promise<void>;
};

export const openDoor = async (
  useCases: Partial<UseCases> = {},
  options: Partial<Pick<DoorOptions, 'authority' | 'patience' | 'memory' | 'callers' | 'changes'>> = {},
): Promise<DoorUnderTest> => {
  const logged: DoorUnderTest['logged'] = [];
  const keyLookups: string[] = [];
  const note = (fields: object, message: string) => logged.push({ message, fields: { ...fields } });
  const door = createDoor({
    useCases: onlyThese(useCases),
    callers: {
      callerOfKey: async (raw) => {
        keyLookups.push(raw);
        return accept(actors.get(raw) ?? null);
      },
      callerOfSession: async (value) => accept(value === 'good' ? person : null),
    },
    authority: nowhere,
    publicOrigin: origin,
    cookieName: 'session',
    sealSession: async () => 'sealed',
    log: { debug: note, info: note, error: note },
    ...options,
  });
  const server = createServer(async (request, response) => {
    if (!(await door(request, response))) response.writeHead(200, { 'x-pages': 'yes' }).end('a page');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    logged,
    keyLookups,
    endStreams: door.endStreams,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};

export const bearer = (key: string): Record<string, string> => ({ authorization: `Bearer ${key}` });
export const asPerson = { cookie, origin };

type RawAnswer = { status: number; headers: Record<string, string | string[] | undefined>; text: string };

/** A request byte by byte as told, since fetch corrects too much: any method, any header, chunks with pauses. */
export const raw = (
  url: string,
  told: { method?: string; headers?: Record<string, string>; chunks?: (Uint8Array | string)[]; leaveOpen?: boolean },
): Promise<RawAnswer> =>
  new Promise((resolve, reject) => {
    const request = httpRequest(url, { method: told.method ?? 'GET', headers: told.headers ?? {}, agent: false });
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(parts).toString() });
        request.destroy();
      });
    });
    request.on('error', reject);
    for (const chunk of told.chunks ?? []) request.write(chunk);
    if (told.leaveOpen !== true) request.end();
  });
