import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { sendAnnounced } from './announced';
import { contextsUnderWay, sendRun } from './lockgate';

const run = { source: 's', externalId: '1', context: 'c', layer: 'outcome' };
let server: Server | undefined;

type Reply = { status: number; body: unknown } | 'hang up';

/** A Lockgate that answers with these replies in turn and keeps what it was sent. */
const lockgate = async (...replies: Reply[]) => {
  const bodies: string[] = [];
  const paths: string[] = [];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += String(chunk);
    });
    request.on('end', () => {
      bodies.push(body);
      paths.push(request.url ?? '');
      const reply = replies[Math.min(bodies.length, replies.length) - 1];
      if (reply === undefined || reply === 'hang up') return request.socket.destroy();
      response.writeHead(reply.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply.body));
    });
  });
  await new Promise<void>((ready) => server?.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { bodies, paths, where: { url: `http://127.0.0.1:${port}`, key: 'k' } };
};

afterEach(() => {
  server?.close();
});

describe('sending a run', () => {
  it('is tried again with the very same body after a lost connection and a busy server', async () => {
    const { bodies, where } = await lockgate(
      'hang up',
      { status: 503, body: { code: 'unavailable' } },
      { status: 201, body: { outcome: 'match' } },
    );
    expect(await sendRun(where, 'p', run, { pause: 1 })).toEqual({ ok: true, outcome: 'match', again: false });
    expect(bodies).toHaveLength(3);
    expect(new Set(bodies)).toEqual(new Set([JSON.stringify(run)]));
  });

  it('takes a run that was there already for sent', async () => {
    const { where } = await lockgate({ status: 200, body: { outcome: 'mismatch' } });
    expect(await sendRun(where, 'p', run)).toEqual({ ok: true, outcome: 'mismatch', again: true });
    const other = await lockgate({ status: 409, body: { code: 'run_conflict' } });
    expect(await sendRun(other.where, 'p', run)).toEqual({ ok: true, outcome: 'kept', again: true });
  });

  it('gives up at once on what another try would not change, with the reason', async () => {
    const { bodies, where } = await lockgate({
      status: 422,
      body: { code: 'run_invalid', detail: 'It contradicts itself.' },
    });
    expect(await sendRun(where, 'p', run)).toEqual({ ok: false, detail: '422 run_invalid It contradicts itself.' });
    expect(bodies).toHaveLength(1);
  });

  it('gives up after its tries', async () => {
    const { bodies, where } = await lockgate({ status: 500, body: {} });
    expect(await sendRun(where, 'p', run, { tries: 3, pause: 1 })).toMatchObject({ ok: false });
    expect(bodies).toHaveLength(3);
  });
});

describe('the contexts under way', () => {
  it('leave out what is planned or retired', async () => {
    const items = ['planned', 'shadow', 'full', 'retired'].map((stage) => ({ slug: stage, stage }));
    const { where } = await lockgate({ status: 200, body: { items, nextCursor: null } });
    expect([...((await contextsUnderWay(where, 'p')) ?? [])]).toEqual(['shadow', 'full']);
  });

  it('are unknown to a key that may not read the program', async () => {
    const { where } = await lockgate({ status: 403, body: { code: 'scope_missing' } });
    expect(await contextsUnderWay(where, 'p')).toBeNull();
  });
});

describe('a run that announces its discrepancies', () => {
  const found = { ...run, discrepancies: [{ correlationId: 'A' }, { correlationId: 'B' }] };

  it('goes first and says how many there are; the lines follow, again after a lost connection, under one key', async () => {
    const { bodies, paths, where } = await lockgate(
      { status: 201, body: { id: 'r1', outcome: 'mismatch' } },
      'hang up',
      { status: 201, body: { outcome: 'match' } },
    );
    expect(await sendAnnounced(where, 'p', found, { pause: 1 })).toEqual({ ok: true, outcome: 'match', again: false });
    expect(JSON.parse(bodies[0] ?? '')).toEqual({ ...run, discrepanciesAnnounced: 2 });
    const lines = '/api/v1/programs/p/runs/r1/discrepancies';
    expect(paths).toEqual(['/api/v1/programs/p/runs', lines, lines]);
    expect(bodies[1]).toBe(bodies[2]);
  });

  it('sends no lines where there is nothing to send, or the run was not taken', async () => {
    const none = await lockgate({ status: 201, body: { id: 'r1', outcome: 'match' } });
    expect(await sendAnnounced(none.where, 'p', { ...run, discrepancies: [] })).toMatchObject({ ok: true });
    expect(none.paths).toHaveLength(1);
    const refused = await lockgate({ status: 422, body: { code: 'run_invalid', detail: 'No.' } });
    expect(await sendAnnounced(refused.where, 'p', found)).toEqual({ ok: false, detail: '422 run_invalid No.' });
  });
});
