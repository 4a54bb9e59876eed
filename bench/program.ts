import { randomUUID } from 'node:crypto';
import type { ManifestInput } from '@/lib/contract/manifest';

// One program with one context in shadow, set up over the public API by two people, as anybody would.

const password = 'only for this bench';

export const program = 'bench';
export const context = 'payments';

const manifest: ManifestInput = {
  program: { slug: program, name: 'Bench' },
  dimensions: { productLine: ['motor', 'home', 'travel'], geography: ['eu', 'uk'] },
  systems: [
    { slug: 'old', name: 'Old', side: 'legacy' },
    { slug: 'new', name: 'New', side: 'target' },
  ],
  contexts: [
    {
      slug: context,
      name: 'Payments',
      owners: ['ben@bench.example'],
      equivalence: 'A payment is the same when both sides pay the same.',
      correlationKey: 'payment_id',
      sync: 'dual_write',
      sourceOfTruth: 'old',
      workloads: ['reads', 'writes'],
      cohorts: [
        { slug: 'eu-motor', name: 'EU motor', where: { geography: ['eu'], productLine: ['motor'] } },
        { slug: 'uk', name: 'UK', where: { geography: ['uk'] } },
        { slug: 'tenth', name: 'A tenth', percent: { from: 0, to: 10 } },
      ],
      expectedChecks: [{ source: 'bench', layer: 'outcome', cadence: 'P1D', grace: 'PT6H', minCompared: 10 }],
      criteria: {
        transitions: {
          'planned>shadow': [
            {
              key: 'contained',
              gate: 'operations',
              kind: 'attestation',
              blocking: true,
              role: 'owner',
              statement: 'Nothing leaves the target.',
              validDays: 30,
            },
          ],
        },
      },
    },
  ],
};

type Answer = { status: number; body: Record<string, unknown>; cookie: string };

const send = async (url: string, method: string, path: string, body?: unknown, cookie = ''): Promise<Answer> => {
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': randomUUID(),
    origin: url,
    ...(cookie && { cookie }),
  };
  const response = await fetch(`${url}/api/v1${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  const [set = ''] = response.headers.getSetCookie();
  return { status: response.status, body: text === '' ? {} : JSON.parse(text), cookie: set.split(';')[0] ?? '' };
};

type As = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Uses a one-time link and signs in. */
const join = async (url: string, link: string, name: string, email: string, carriesEmail: boolean) => {
  const token = link.split(/[/=]/).at(-1) ?? '';
  const answer = await send(url, 'POST', '/invitations/acceptance', {
    token,
    name,
    password,
    ...(carriesEmail ? {} : { email }),
  });
  const { cookie } = await send(url, 'POST', '/session', { email, password });
  const as: As = (method, path, body) => send(url, method, path, body, cookie);
  return { as, id: (answer.body.person as { id: string }).id };
};

/** Leads the context into shadow and issues a key that may send runs and ask for authority. */
export const setUpProgram = async (url: string, firstLink: string): Promise<string> => {
  const at = `/programs/${program}`;
  const stepUp = { method: 'password', password };
  const ada = await join(url, firstLink, 'Ada', 'ada@bench.example', false);
  await ada.as('POST', '/programs', manifest);
  await ada.as('PUT', `${at}/people/${ada.id}/roles/lead`);
  const roles = ['owner'];
  const invited = await ada.as('POST', `${at}/people`, { email: 'ben@bench.example', name: 'Ben', roles });
  const { link } = invited.body.invitation as { link: string };
  const ben = await join(url, link, 'Ben', 'ben@bench.example', true);
  await ben.as('POST', `${at}/contexts/${context}/attestations`, {
    criterion: 'contained',
    role: 'owner',
    statement: 'Nothing leaves the target.',
    evidence: 'A bench has no outside.',
    stepUp,
  });
  const proposal = { kind: 'advance', context, to: 'shadow', title: 'Shadow', rationale: 'To measure.' };
  const { body: decision } = await ada.as('POST', `${at}/decisions`, proposal);
  const { id, revision, evidenceHash } = decision;
  await ben.as('POST', `${at}/decisions/${String(id)}/sign-offs`, {
    revision,
    evidenceHash,
    role: 'owner',
    verdict: 'approve',
    stepUp,
  });
  await ada.as('POST', `${at}/decisions/${String(id)}/execution`, { revision, evidenceHash });
  const scopes = ['authority:read', 'runs:write'];
  const { body: issued } = await ada.as('POST', `${at}/keys`, { name: 'Bench', scopes, expiresAt: null });
  return String(issued.key);
};
