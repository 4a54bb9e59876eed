import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bearer } from '@/lib/door/door-under-test';
import { base, issueKey, type OpenHouse, openHouse } from '@/lib/door/testing/open-house';
import { actsIn, goodRun } from '@/lib/usecases/testing/acts';
import { accepted } from '@/lib/usecases/testing/house';

// The house tells what happens in it, to whoever may view it and for as long.

let open: OpenHouse;
const leaving: AbortController[] = [];
beforeAll(async () => {
  open = await openHouse();
}, 120_000);
afterAll(async () => {
  for (const each of leaving) each.abort();
  await open?.close();
});

type Change = { index: number; type: string; subject: { kind: string; id: string } | null; context: string | null };

const listen = async (headers: Record<string, string>, query = '') => {
  const leave = new AbortController();
  leaving.push(leave);
  const response = await fetch(`${open.url}${base}/changes${query}`, { headers, signal: leave.signal });
  let text = '';
  let ended = false;
  const reading = (async () => {
    const decoder = new TextDecoder();
    try {
      for await (const part of response.body ?? []) text += decoder.decode(part as Uint8Array, { stream: true });
    } catch {
      // we left
    }
    ended = true;
  })();
  const changes = (): Change[] =>
    [...text.matchAll(/^event: (.*)\ndata: (.*)$/gm)].flatMap(([, event, data]) =>
      event === 'head' ? [] : [JSON.parse(data ?? '')],
    );
  const until = async (isSo: () => boolean, ms = 6_000) => {
    for (const stop = Date.now() + ms; !isSo() && Date.now() < stop; ) await sleep(25);
    expect(isSo()).toBe(true);
  };
  return { status: response.status, changes, until, hasEnded: () => ended, reading };
};

it('runs, decisions and authority are told with what they are about; people and keys are not', async () => {
  const stream = await listen(bearer(await issueKey(open, ['program:read'])));
  expect(stream.status).toBe(200);
  const acts = actsIn(open.house);
  await acts.toShadow();
  await accepted(acts.send(goodRun('told', acts.justNow())));
  await issueKey(open, ['program:read']);
  await stream.until(() => stream.changes().some(({ type }) => type === 'run.recorded'));
  const types = stream.changes().map(({ type }) => type);
  expect(types).toEqual(
    expect.arrayContaining([
      'decision.proposed',
      'sign_off.given',
      'decision.executed',
      'authority.opened',
      'run.recorded',
    ]),
  );
  expect(types.filter((type) => /^(key|person|role)\./.test(type))).toEqual([]);
  const run = stream.changes().find(({ type }) => type === 'run.recorded');
  expect(run).toMatchObject({ context: 'payments', subject: { kind: 'run' } });
  const indexes = stream.changes().map(({ index }) => index);
  expect(indexes).toEqual([...indexes].sort((a, b) => a - b));
  // and all of it again for one who missed it
  const [first = 0] = indexes;
  const later = await listen(bearer(await issueKey(open, ['program:read'])), `?after=${first - 1}`);
  await later.until(() => later.changes().length >= indexes.length);
  expect(later.changes().slice(0, indexes.length)).toEqual(stream.changes().slice(0, indexes.length));
});

it('a stream ends when its person signs out, is not a member any more, or its key is revoked', async () => {
  const issued = await open.as('admin')('POST', `${base}/keys`, {
    name: 'short',
    scopes: ['program:read'],
    expiresAt: null,
  });
  const byKey = await listen(bearer(issued.body.key));
  const byPerson = await listen(open.headersOf('viewer'));
  const byMember = await listen(open.headersOf('risk'));
  const stays = await listen(open.headersOf('owner'));
  for (const { status } of [byKey, byPerson, byMember, stays]) expect(status).toBe(200);
  expect((await open.as('admin')('DELETE', `${base}/keys/${issued.body.id}`)).status).toBe(204);
  expect((await open.as('viewer')('DELETE', '/api/v1/session')).status).toBe(204);
  const people = await open.as('admin')('GET', `${base}/people?limit=200`);
  const { id } = people.body.items.find(({ email }: { email: string }) => email === 'risk@door.example');
  expect((await open.as('admin')('DELETE', `${base}/people/${id}/roles/risk`)).status).toBeLessThan(300);
  for (const stream of [byKey, byPerson, byMember]) await stream.until(() => stream.hasEnded());
  expect(stays.hasEnded()).toBe(false);
});

it('to a stranger, a key without the scope and another program’s key there is nothing to listen to', async () => {
  expect((await listen({})).status).toBe(401);
  expect((await listen(bearer(await issueKey(open, ['runs:write'])))).status).toBe(403);
  const elsewhere = await fetch(`${open.url}/api/v1/programs/nowhere/changes`, { headers: open.headersOf('owner') });
  expect(elsewhere.status).toBe(404);
});
