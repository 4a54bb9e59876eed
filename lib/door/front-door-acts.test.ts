import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatApiKey } from '@/lib/domain/access/api-key';
import { acceptBootstrapKey } from '@/lib/usecases/commands/accept-bootstrap-key';
import { type Ask, caller } from './testing/api-client';
import { base, carryOut, issueKey, type OpenHouse, openHouse, payments, propose, stepUp } from './testing/open-house';

// Everything beside the shift of authority itself, by HTTP alone, over the real database.

let open: OpenHouse;
let machine: Ask;
let machineKey: string;

beforeAll(async () => {
  open = await openHouse();
  machineKey = await issueKey(open, ['runs:write', 'program:read']);
  machine = caller(open.url, { authorization: `Bearer ${machineKey}` });
  const attestation = {
    criterion: 'runbook',
    role: 'operations',
    statement: 'The runbook was rehearsed.',
    evidence: 'Minutes.',
    stepUp,
  };
  const attested = await open.as('operations')('POST', `${payments}/attestations`, attestation);
  expect([attested.status, attested.body.detail]).toEqual([201, undefined]);
  await carryOut(open, { kind: 'advance', to: 'shadow' }, 'owner');
}, 120_000);
afterAll(() => open?.close());

describe('what is brought in', () => {
  const dvt = (name: string) => readFileSync(new URL(`../ingest/adapters/fixtures/${name}`, import.meta.url), 'utf8');
  const imported = (name: string, media: string, query = 'context=payments&legacy=source&target=target') =>
    fetch(`${open.url}${base}/runs:import?format=dvt&${query}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${machineKey}`, 'content-type': media, 'content-encoding': 'gzip' },
      body: new Uint8Array(gzipSync(dvt(name))),
    });

  it('in another tool’s format is a run, once for its bytes, and given back as it was sent', async () => {
    const first = await imported('column.json', 'application/json');
    const kept = await first.json();
    expect([first.status, kept.detail]).toEqual([201, undefined]);
    const again = await imported('column.json', 'application/json');
    expect([again.status, await again.json()]).toEqual([200, kept]);
    const { body } = await machine('GET', `${base}/runs/${kept.id}`);
    expect(body.checks.length).toBeGreaterThan(0);
    expect((await machine('GET', `${base}/runs/${kept.id}/body`)).body).toBe(dvt('column.json'));
    expect((await imported('grouped.csv', 'text/csv')).status).toBe(201);
  });

  it('is refused where the tool’s sides are guessed, the context is not there or the format is not known', async () => {
    expect((await imported('rows.json', 'application/json', 'context=payments&legacy=left&target=right')).status).toBe(
      400,
    );
    expect((await imported('rows.json', 'application/json', 'context=payments')).status).toBe(400);
    expect((await imported('rows.json', 'application/json', 'context=a&legacy=source&target=target')).status).toBe(422);
    expect(
      (await machine('POST', `${base}/runs:import?format=other&context=payments&legacy=a&target=b`, {})).status,
    ).toBe(400);
  });
});

describe('a manifest', () => {
  const send = (method: string, path: string, media: string, body: string) =>
    fetch(open.url + path, {
      method,
      headers: { ...open.headersOf('admin'), 'content-type': media, 'idempotency-key': randomUUID() },
      body,
    });

  it('is read as JSON or YAML, and changes nothing when it is sent back', async () => {
    const { body: manifest } = await open.as('admin')('GET', `${base}/manifest`);
    const yaml = await fetch(`${open.url}${base}/manifest`, {
      headers: { ...open.headersOf('admin'), accept: 'application/yaml' },
    });
    expect(yaml.headers.get('content-type')).toBe('application/yaml');
    const planned = await send('PUT', `${base}/manifest?dryRun=true`, 'application/yaml', await yaml.text());
    expect(await planned.json()).toMatchObject({ program: 'claims', applied: false, changes: [] });
    const changed = structuredClone(manifest);
    changed.contexts[0].criteria.transitions['selective>full'][0].threshold = '0.5';
    // What is in force changes by decision only, and who administers proposes none.
    const byAdmin = await send('PUT', `${base}/manifest`, 'application/json', JSON.stringify(changed));
    expect([byAdmin.status, (await byAdmin.json()).code]).toEqual([403, 'role_missing']);
    const byLead = await open.as('lead')('PUT', `${base}/manifest`, changed);
    expect([byLead.status, byLead.body.detail]).toEqual([200, undefined]);
    expect(byLead.body.changes).toMatchObject([{ needsDecision: true, decision: { number: expect.any(Number) } }]);
    const { body: kept } = await open.as('admin')('GET', `${base}/manifest`);
    expect(kept).toEqual(manifest);
  });

  it('that is wrong is refused with line and path', async () => {
    const answer = await send('PUT', `${base}/manifest`, 'application/yaml', 'program:\n  slug: claims\n  nmae: x\n');
    const said = await answer.json();
    expect([answer.status, said.code]).toEqual([422, 'invalid_manifest']);
    const fault = said.errors.find(({ pointer }: { pointer: string }) => pointer === '/program/nmae');
    expect(fault.detail).toContain('line 3');
  });

  it('of a new program creates it, for whoever may create programs', async () => {
    const bootstrap = formatApiKey(Uint8Array.from({ length: 64 }, (_, at) => at));
    await acceptBootstrapKey({ actor: { kind: 'system', name: 'Start' }, requestId: 'start' }, bootstrap);
    const { body: manifest } = await open.as('admin')('GET', `${base}/manifest`);
    manifest.program.slug = 'second';
    const forbidden = await open.as('admin')('POST', '/api/v1/programs', manifest);
    expect([forbidden.status, forbidden.body.code]).toEqual([403, 'forbidden']);
    const creator = caller(open.url, { authorization: `Bearer ${bootstrap}` });
    const made = await creator('POST', '/api/v1/programs', manifest);
    expect([made.status, made.body.applied]).toEqual([201, true]);
    const twice = await creator('POST', '/api/v1/programs', manifest);
    expect([twice.status, twice.body.code]).toEqual([409, 'program_exists']);
    expect((await machine('GET', '/api/v1/programs/second/contexts')).status).toBe(404);
  });
});

describe('people', () => {
  it('are invited by a link that works once, get roles and lose them', async () => {
    const admin = open.as('admin');
    const invited = await admin('POST', `${base}/people`, {
      email: 'new@door.example',
      name: 'New',
      roles: ['engineer'],
    });
    expect(invited.status).toBe(201);
    const token = String(invited.body.invitation.link).replace(/^.*\//, '');
    const stranger = caller(open.url, {});
    const acceptance = { token, name: 'New', password: 'a long enough password' };
    const joined = await stranger('POST', '/api/v1/invitations/acceptance', acceptance);
    expect(joined.status).toBe(201);
    expect((await stranger('POST', '/api/v1/invitations/acceptance', acceptance)).status).toBe(410);
    const id = joined.body.person.id;
    const granted = await admin('PUT', `${base}/people/${id}/roles/viewer`);
    expect(granted.body.roles.sort()).toEqual(['engineer', 'viewer']);
    expect((await admin('DELETE', `${base}/people/${id}/roles/viewer`)).body.roles).toEqual(['engineer']);
    expect((await admin('PUT', `${base}/people/${id}/roles/emperor`)).status).toBe(404);
    expect((await open.as('lead')('PUT', `${base}/people/${id}/roles/risk`)).status).toBe(403);
    const wrong = await stranger('POST', '/api/v1/session', { email: 'new@door.example', password: 'wrong' });
    expect([wrong.status, wrong.body.code]).toEqual([401, 'sign_in_failed']);
  });
});

describe('what must go', () => {
  it('is marked done with evidence only, and opened again', async () => {
    const { body: list } = await open.as('lead')('GET', `${base}/retirement-items`);
    const path = `${base}/retirement-items/${list.items[0].id}`;
    expect((await open.as('lead')('PATCH', path, { state: 'done' })).status).toBe(422);
    const done = await open.as('lead')('PATCH', path, { state: 'done', evidence: 'Switched off on Monday.' });
    expect([done.status, done.body.state]).toEqual([200, 'done']);
    expect((await open.as('lead')('PATCH', path, { state: 'open' })).body.state).toBe('open');
  });
});

describe('rules', () => {
  it('are drafted, and put in force by a decision that the business signs', async () => {
    const document = { fields: { amount: { type: 'decimal', scale: 2, rounding: 'half_up' } } };
    const wrong = await open.as('lead')('POST', `${payments}/rules`, {
      document: { fields: { amount: { type: 'guess' } } },
    });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'invalid_body']);
    const draft = await open.as('lead')('POST', `${payments}/rules`, { document });
    expect([draft.status, draft.body.state]).toEqual([201, 'draft']);
    const { version } = draft.body;
    const decision = await propose(open, { kind: 'activate_rules', version });
    expect((await open.sign(decision, 'business')).status).toBe(201);
    const done = await open.execute(decision);
    expect([done.status, done.body.detail]).toEqual([200, undefined]);
    expect((await open.as('lead')('GET', `${payments}/rules`)).body.inForce).toBe(version);
  });
});

describe('an act that is refused', () => {
  it('says why with a code of its own', async () => {
    const decision = await propose(open, { kind: 'advance', to: 'validated' });
    const own = await open.as('lead')('POST', `${base}/decisions/${decision.number}/sign-offs`, {
      revision: 1,
      evidenceHash: decision.evidenceHash,
      role: 'lead',
      verdict: 'approve',
      stepUp,
    });
    expect([own.status, own.body.code]).toEqual([403, 'self_approval']);
    const stale = await open.sign({ ...decision, evidenceHash: '0'.repeat(64) }, 'owner');
    expect([stale.status, stale.body.code]).toEqual([409, 'stale_view']);
    const unmet = await open.sign(decision, 'owner');
    expect([unmet.status, unmet.body.code]).toEqual([409, 'criteria_not_met']);
    const silent = await open.sign(decision, 'owner', { verdict: 'refuse' });
    expect([silent.status, silent.body.code]).toEqual([422, 'comment_required']);
    const unproved = await open.sign(decision, 'owner', { stepUp: { method: 'password', password: 'wrong' } });
    expect([unproved.status, unproved.body.code]).toEqual([403, 'step_up_failed']);
    const early = await open.as('lead')('POST', `${base}/decisions/${decision.number}/execution`, {
      revision: 1,
      evidenceHash: decision.evidenceHash,
    });
    expect(early.status).toBe(409);
    const withdrawn = await open.as('lead')('POST', `${base}/decisions/${decision.id}/withdrawal`, {
      reason: 'Not now.',
    });
    expect(withdrawn.body.state).toBe('withdrawn');
    const late = await open.sign(decision, 'owner');
    expect([late.status, late.body.code]).toEqual([409, 'decision_not_open']);
  });

  it('of a key that may not is 403, and what is not there is 404', async () => {
    const proposal = { kind: 'advance', context: 'payments', to: 'validated', title: 'a', rationale: 'b' };
    expect((await machine('POST', `${base}/decisions`, proposal)).body.code).toBe('scope_missing');
    expect((await open.as('viewer')('POST', `${base}/decisions`, proposal)).status).toBe(403);
    expect((await open.as('lead')('GET', `${base}/decisions/999`)).status).toBe(404);
    expect((await open.as('lead')('GET', `${base}/runs/01934a5e-0000-7000-8000-000000000009`)).status).toBe(404);
    expect((await open.as('lead')('GET', `${base}/contexts/nowhere`)).status).toBe(404);
  });

  it('done by two hands at the same time is done once, and the other is told', async () => {
    const held = await open.as('operations')('POST', `${base}/holds`, { context: 'payments', reason: 'Year end.' });
    expect([held.status, held.body.detail]).toEqual([201, undefined]);
    const lifts = await Promise.all(
      [1, 2].map(() => open.as('operations')('DELETE', `${base}/holds/${held.body.id}?reason=done`)),
    );
    expect(lifts.map(({ status }) => status).sort()).toEqual([200, 409]);
  });
});

describe('signing out', () => {
  it('ends the session at once', async () => {
    const viewer = open.as('viewer');
    expect((await viewer('DELETE', '/api/v1/session')).status).toBe(204);
    expect((await viewer('GET', base.replace('/claims', ''))).status).toBe(401);
  });
});
