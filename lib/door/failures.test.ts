import { describe, expect, it } from 'vitest';
import { statusOf } from '@/lib/contract/refusal-status';
import { problem } from '@/lib/contract/v1/problem';
import { accept, type RefusalCode, refusalTitles, refuse, refused } from '@/lib/domain/kernel/refusal';
import { asPerson, openDoor, raw } from './door-under-test';

const codes = Object.keys(refusalTitles) as RefusalCode[];

describe('a use case', () => {
  it.each(codes)('that refuses with %s is answered with its own status, code and reasons', async (code) => {
    const errors = [{ pointer: '/reason', detail: 'because' }];
    const door = await openDoor({ listPrograms: async () => refuse(code, 'It is so.', errors) });
    const answer = await raw(`${door.url}/api/v1/programs`, { headers: asPerson });
    await door.close();
    expect(answer.status).toBe(statusOf[code]);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(problem.parse(JSON.parse(answer.text))).toEqual({
      type: `/docs/api#${code}`,
      title: refusalTitles[code],
      status: statusOf[code],
      detail: 'It is so.',
      code,
      errors,
      requestId: answer.headers['x-request-id'],
    });
  });

  it('that throws a refusal is answered like one that returns it', async () => {
    const door = await openDoor({
      listPrograms: async () => {
        throw refused('held', 'A hold stands.');
      },
    });
    const answer = await raw(`${door.url}/api/v1/programs`, { headers: asPerson });
    await door.close();
    expect([answer.status, JSON.parse(answer.text).code]).toEqual([409, 'held']);
  });

  it('that breaks is one logged 500 that tells nothing of the inside', async () => {
    const door = await openDoor({
      listPrograms: async () => {
        throw new Error('SELECT * FROM person failed in /srv/lib/secret.ts');
      },
    });
    const answer = await raw(`${door.url}/api/v1/programs`, { headers: asPerson });
    await door.close();
    expect(answer.status).toBe(500);
    expect(answer.text).not.toMatch(/SELECT|secret/);
    const errors = door.logged.filter(({ message }) => message === 'a request failed');
    expect(errors).toHaveLength(1);
    expect(errors[0]?.fields).toMatchObject({ requestId: answer.headers['x-request-id'], operation: 'listPrograms' });
  });

  it('that cannot reach the database is 503 and says when to try again', async () => {
    const door = await openDoor({ listPrograms: async () => refuse('unavailable', 'Not now.') });
    const answer = await raw(`${door.url}/api/v1/programs`, { headers: asPerson });
    await door.close();
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1']);
  });
});

describe('readiness', () => {
  it('is 200 when everything is there and 503 with the reasons when not, while the process stays alive', async () => {
    let ok = true;
    const door = await openDoor({
      readReadiness: async () => ({
        status: ok ? 'ready' : 'unavailable',
        checks: [{ name: 'database', ok, detail: ok ? 'answers' : 'does not answer' }],
      }),
    });
    expect((await raw(`${door.url}/readyz`, {})).status).toBe(200);
    ok = false;
    const answer = await raw(`${door.url}/readyz`, {});
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.text).checks[0]).toMatchObject({ name: 'database', ok: false });
    expect((await raw(`${door.url}/healthz`, {})).status).toBe(200);
    await door.close();
  });
});

describe('the documents', () => {
  it('are served: the machine’s, and the page made from it, which lets nothing run', async () => {
    const door = await openDoor();
    const machine = await raw(`${door.url}/api/v1/openapi.json`, {});
    const page = await raw(`${door.url}/docs/api`, {});
    await door.close();
    expect(JSON.parse(machine.text).openapi).toBe('3.1.0');
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(page.headers['content-security-policy']).toContain("default-src 'none'");
    expect(page.text).toContain('<html lang="en">');
    for (const path of Object.keys(JSON.parse(machine.text).paths)) {
      expect(page.text).toContain(path);
    }
    const ids = [...page.text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, target] of page.text.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target);
  });
});

describe('a run', () => {
  it('as sent is given back byte for byte, to be saved and not shown', async () => {
    const bytes = Buffer.from([0, 255, 1, 2, 60, 104]);
    const door = await openDoor({ readRunBody: async () => accept({ mediaType: 'text/csv', bytes }) });
    const response = await fetch(`${door.url}/api/v1/programs/a/runs/01934a5e-0000-7000-8000-000000000009/body`, {
      headers: asPerson,
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true);
    expect(response.headers.get('content-disposition')).toBe('attachment');
    expect(response.headers.get('content-type')).toBe('text/csv');
    await door.close();
  });
});
