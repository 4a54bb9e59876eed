import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';

// Large bodies are read for those who may send them, and for nobody else.

let open: OpenHouse;
beforeAll(async () => {
  open = await openHouse();
}, 120_000);
afterAll(() => open?.close());

const unreadable = '{"nobody reads": ';
const ways = [
  ['runs:import?format=vdiff&context=payments&legacy=source&target=target', 'application/json'],
  ['outcomes', 'application/x-ndjson'],
] as const;

const send = async (program: string, path: string, type: string, headers: Record<string, string>) => {
  const sent = await fetch(`${open.url}/api/v1/programs/${program}/${path}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': type },
    body: unreadable,
  });
  return [sent.status, (await sent.json()).code];
};

describe.each(ways)('POST %s', (path, type) => {
  it('says who may not send before it says what is wrong with what was sent', async () => {
    const program = base.split('/').at(-1) ?? '';
    expect(await send(program, path, type, open.headersOf('lead'))).toEqual([422, 'malformed_json']);
    expect(await send(program, path, type, open.headersOf('viewer'))).toEqual([403, 'role_missing']);
    const authorization = `Bearer ${await issueKey(open, ['program:read'])}`;
    expect(await send(program, path, type, { authorization })).toEqual([403, 'scope_missing']);
    expect(await send('nobodys', path, type, open.headersOf('lead'))).toEqual([404, 'not_found']);
  });
});
