import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type Ask, caller } from '@/lib/door/testing/api-client';
import { base, carryOut, issueKey, type OpenHouse, openHouse, payments, stepUp } from '@/lib/door/testing/open-house';

// A tool that Lockgate has no code for, read by a map that the program's manifest holds.

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const tables = file('lib/ingest/adapters/fixtures/mapped-pt-tables.txt');
const map = parse(file('templates/formats/pt-table-checksum.yaml'));

let open: OpenHouse;
let key: string;
let machine: Ask;

beforeAll(async () => {
  open = await openHouse();
  key = await issueKey(open, ['runs:write', 'program:read']);
  machine = caller(open.url, { authorization: `Bearer ${key}` });
}, 120_000);
afterAll(() => open?.close());

const send = (format: string, body: string, media = 'text/plain', by = key) =>
  fetch(`${open.url}${base}/runs:import?format=${format}&context=payments&legacy=master&target=replica`, {
    method: 'POST',
    headers: { authorization: `Bearer ${by}`, 'content-type': media },
    body,
  });

const withFormats = async (formats: unknown[]) => {
  const { body: manifest } = await open.as('lead')('GET', `${base}/manifest`);
  return open.as('lead')('PUT', `${base}/manifest`, { ...manifest, formats });
};

describe('a format that the manifest maps', () => {
  it('is known by its name once the manifest has it, and not before', async () => {
    const before = await send('mapped:pt-table-checksum', tables);
    const refusal = await before.json();
    expect([before.status, refusal.code, refusal.errors[0].pointer]).toEqual([400, 'invalid_parameter', 'format']);
    const applied = await withFormats([map]);
    expect([applied.status, applied.body.detail]).toEqual([200, undefined]);
    expect(applied.body.changes).toMatchObject([{ action: 'create', path: '/formats/0', needsDecision: false }]);
    const answer = await send('mapped:pt-table-checksum', tables);
    const run = await answer.json();
    expect([answer.status, run.detail]).toEqual([201, undefined]);
    expect(run).toMatchObject({ source: 'mapped:pt-table-checksum', outcome: 'errored' });
    expect(run.counts).toEqual({ match: 1, mismatch: 1, errored: 1, inconclusive: 2 });
    const { body: kept } = await machine('GET', `${base}/runs/${run.id}`);
    expect(kept).toMatchObject({ format: 'mapped:pt-table-checksum', engine: 'pt-table-checksum' });
    expect((await send('mapped:pt-table-checksum', tables)).status).toBe(200);
  });

  it('is refused where the document, the sides or the name are none, and where nobody may send', async () => {
    expect((await send('mapped:pt-table-checksum', 'nothing of a table')).status).toBe(422);
    expect((await send('mapped:', tables)).status).toBe(400);
    expect((await send('mapped:Other', tables)).status).toBe(400);
    expect((await send('mapped:other', tables)).status).toBe(400);
    const reader = await issueKey(open, ['program:read']);
    expect((await send('mapped:pt-table-checksum', tables, 'text/plain', reader)).status).toBe(403);
    expect((await send('mapped:pt-table-checksum', tables, 'application/xml')).status).toBe(415);
  });

  it('is refused in the manifest with the place where it makes no sense', async () => {
    const answer = await withFormats([map, { ...map, verdict: { at: 'DIFFS' } }]);
    expect([answer.status, answer.body.code]).toEqual([422, 'invalid_manifest']);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toContain('/formats/1/verdict/at');
    const twice = await withFormats([map, map]);
    expect(twice.body.errors[0].pointer).toBe('/formats/1/name');
  });

  it('may be changed while everything is planned, and once a context has left planned only under another name', async () => {
    const softer = { ...map, verdict: { at: '/DIFFS', words: { '0': 'match', '1': 'match' } } };
    const changed = await withFormats([softer]);
    expect(changed.body.changes).toMatchObject([{ action: 'change', path: '/formats/0', needsDecision: false }]);
    expect((await withFormats([map])).status).toBe(200);
    const attestation = {
      criterion: 'runbook',
      role: 'operations',
      statement: 'The runbook was rehearsed.',
      evidence: 'Minutes.',
      stepUp,
    };
    expect((await open.as('operations')('POST', `${payments}/attestations`, attestation)).status).toBe(201);
    await carryOut(open, { kind: 'advance', to: 'shadow' }, 'owner');
    for (const formats of [[softer], []]) {
      const refused = await withFormats(formats);
      expect([refused.status, refused.body.code]).toEqual([409, 'manifest_needs_decision']);
    }
    const added = await withFormats([map, { ...softer, name: 'pt-softer' }]);
    expect([added.status, added.body.detail]).toEqual([200, undefined]);
    expect((await send('mapped:pt-softer', tables)).status).toBe(201);
  });
});
