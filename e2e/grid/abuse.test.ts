import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operations } from '@/lib/contract/operations/all';
import { roles } from '@/lib/domain/words';
import type { Answer } from '@/lib/door/testing/api-client';
import { base, good, inDays, type Subject, told } from './act';
import { clear, risk, sign } from './decision-acts';
import { laneOf, lines } from './manifests';
import { openStreet, type Street, stepUp } from './street';

// A careless or hostile insider: each gets a clear answer, and nothing changes.

let street: Street;
beforeAll(async () => {
  street = await openStreet();
}, 120_000);
afterAll(() => street?.close());

type Name = Parameters<Street['as']>[0];

/** Refused with exactly this code, said in a sentence, and without a trace. */
const refusedWith = async (code: string, ask: () => Promise<Answer>): Promise<Answer> => {
  const before = await street.footprint.read();
  const answer = await ask();
  expect([answer.body?.code, answer.body?.detail]).toEqual([code, expect.stringMatching(/\w{3}/)]);
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect(await street.footprint.read(), `${code} changed something`).toBe(before);
  return answer;
};

const post = (name: Name, path: string, body: object, headers = {}) =>
  street.as(name)('POST', `${base}${path}`, body, headers);
const propose = (name: Name, proposal: object) => post(name, '/decisions', { ...told, ...proposal });
const onPath = ({ number }: Subject, act: string) => `/decisions/${number}/${act}`;
const seen = ({ revision, evidenceHash }: Subject) => ({ revision, evidenceHash });
const approving = (decision: Subject, role: string) => ({ ...seen(decision), role, verdict: 'approve', stepUp });
const trySign = (name: Name, decision: Subject, role: string, headers = {}) =>
  post(name, onPath(decision, 'sign-offs'), approving(decision, role), headers);
const execute = (name: Name, decision: Subject, headers = {}) =>
  post(name, onPath(decision, 'execution'), seen(decision), headers);

let last: Subject = null;
/** A risk to accept, proposed by `proposer`; the one before is taken back. */
const proposed = async (): Promise<Subject> => {
  if (last !== null) await post('proposer', onPath(last, 'withdrawal'), { reason: 'Make room.' });
  last = await good(propose('proposer', risk(street)));
  return last;
};
const approved = async (): Promise<Subject> => {
  const decision = await proposed();
  await sign(street, 'signer', decision, 'business');
  return sign(street, 'second', decision, 'risk');
};

describe('signing', () => {
  it('by the proposer is refused in every role, however many they hold', async () => {
    const decision = await proposed();
    for (const role of roles) await refusedWith('self_approval', () => trySign('proposer', decision, role));
  }, 60_000);

  it('by the same person twice in two roles counts once, and the second is refused', async () => {
    const decision = await proposed();
    await sign(street, 'signer', decision, 'business');
    await refusedWith('already_signed', () => trySign('signer', decision, 'risk'));
  });

  it('by the same person for somebody else and for themselves, or with whom they stand in for, counts once', async () => {
    const decision = await proposed();
    const forDelegator = { ...approving(decision, 'risk'), onBehalfOf: street.personId('delegator') };
    await good(post('delegate', onPath(decision, 'sign-offs'), forDelegator));
    await refusedWith('already_signed', () => trySign('delegator', decision, 'business'));
    await refusedWith('already_signed', () => post('delegate', onPath(decision, 'sign-offs'), forDelegator));
  });

  it('by a key, whatever it may and whose it is, is refused', async () => {
    const decision = await proposed();
    for (const key of ['bootstrap', 'service', 'issued'] as const) {
      await refusedWith('signer_not_human', () => trySign(key, decision, 'risk'));
    }
  });

  it('in the place of somebody who lent none, or lent another role, is refused', async () => {
    const decision = await proposed();
    const standIn = (name: Name, role: string, onBehalfOf: string) => () =>
      post(name, onPath(decision, 'sign-offs'), { ...approving(decision, role), onBehalfOf });
    await refusedWith('delegation_invalid', standIn('delegate', 'risk', street.personId('second')));
    await refusedWith('delegation_invalid', standIn('delegate', 'business', street.personId('delegator')));
    await refusedWith('delegation_invalid', standIn('third', 'risk', street.personId('delegator')));
    await refusedWith('self_approval', standIn('proposer', 'risk', street.personId('delegator')));
  });

  it('in a role that was given a moment ago, does not count yet', async () => {
    const decision = await proposed();
    const role = `${base}/people/${street.personId('novice')}/roles/risk`;
    await good(street.as('keeper')('PUT', role));
    await refusedWith('role_cooling_off', () => trySign('novice', decision, 'risk'));
    await good(street.as('keeper')('DELETE', role));
  });

  it('of what is no longer current is refused, and says what changed since', async () => {
    const decision = await proposed();
    const revising = { revision: 1, reason: 'A better name.', title: 'Another title' };
    await good(post('coauthor', onPath(decision, 'revisions'), revising));
    const { body } = await refusedWith('stale_view', () => trySign('second', decision, 'risk'));
    expect(JSON.stringify(body.errors)).toContain('Another title');
    await refusedWith('stale_view', () => execute('third', decision));
  });

  it('with a hash of another decision, or of none, is refused', async () => {
    const decision = await proposed();
    const { body } = await refusedWith('stale_view', () =>
      trySign('second', { ...decision, evidenceHash: 'ab'.repeat(32) }, 'risk'),
    );
    expect(body.errors).toEqual([expect.objectContaining({ pointer: '/evidenceHash' })]);
  });
});

describe('asking about a program', () => {
  it('that is somebody else’s is answered like asking about one that is not there', async () => {
    const { body } = await street.as('lead')('GET', `${base}/manifest`);
    const addressed = (slug: string) => ({ ...body, program: { ...body.program, slug } });
    for (const name of ['stranger', 'lead', 'service', 'foreigner'] as const) {
      for (const query of ['', '?dryRun=true']) {
        const slugs = name === 'foreigner' ? ['claims', 'nowhere'] : ['orders', 'nowhere'];
        const said = [];
        for (const slug of slugs) {
          const path = `/api/v1/programs/${slug}/manifest${query}`;
          const answer = await refusedWith('not_found', () => street.as(name)('PUT', path, addressed(slug)));
          said.push([answer.status, answer.body.detail]);
        }
        expect(said[0], `${name}${query}`).toEqual(said[1]);
      }
    }
  });
});

describe('moving', () => {
  it('over a stage is refused, also in an emergency', async () => {
    const context = 'intake';
    const lanes = [{ workload: 'reads', audience: 'cohort:rest' }];
    const move = (to: string, more = {}) => propose('proposer', { kind: 'advance', context, to, ...more });
    await refusedWith('transition_not_allowed', () => move('validated'));
    await refusedWith('transition_not_allowed', () => move('selective', { lanes }));
    await refusedWith('transition_not_allowed', () => move('full'));
    await refusedWith('retirement_blocked', () => propose('proposer', { kind: 'retire_legacy', context }));
    const outside = { side: 'target', lanes, incident: 'INC-1', reason: 'Now.', stepUp };
    await refusedWith('transition_not_allowed', () => post('operations', '/contexts/intake/break-glass', outside));
  });

  it('lanes of another program or another context is refused', async () => {
    const other = [{ workload: 'reads', audience: 'cohort:eu-motor' }];
    const advance = { kind: 'advance', context: 'payments', to: 'selective' };
    await refusedWith('lanes_not_allowed', () => propose('proposer', { ...advance, lanes: other }));
    await refusedWith('lanes_not_allowed', () =>
      propose('proposer', { kind: 'rollback', context: 'payments', lanes: other }),
    );
    await refusedWith('lanes_not_allowed', () =>
      post('operations', '/contexts/payments/rollback', { lanes: other, reason: 'Wrong.' }),
    );
    await refusedWith('not_found', () => propose('proposer', { ...advance, context: 'stock', lanes: other }));
    await refusedWith('not_found', () =>
      post('operations', '/contexts/stock/rollback', { lanes: other, reason: 'Wrong.' }),
    );
  });

  it('one lane by two decisions, or one lane twice in one, is refused', async () => {
    const lane = laneOf('reads', lines.at(-1) ?? '');
    const move = { kind: 'advance', context: 'payments', to: 'selective', lanes: [lane] };
    const first = await good(propose('proposer', move));
    await refusedWith('decision_overlap', () => propose('coauthor', move));
    const both = [laneOf('reads', lines.at(-2) ?? ''), lane];
    await refusedWith('decision_overlap', () => propose('coauthor', { ...move, lanes: both }));
    const elsewhere = await good(propose('coauthor', { ...move, lanes: both.slice(0, 1) }));
    const grown = { revision: 1, reason: 'More.', lanes: both };
    await refusedWith('decision_overlap', () => post('coauthor', onPath(elsewhere, 'revisions'), grown));
    for (const decision of [first, elsewhere]) {
      await good(post('owner', onPath(decision, 'withdrawal'), { reason: 'Done.' }));
    }
  });
});

describe('a window', () => {
  const advance = {
    kind: 'advance',
    context: 'payments',
    to: 'selective',
    lanes: [laneOf('reads', lines.at(-1) ?? '')],
  };

  it('that has no end, ends before it begins, or is no number of days, is refused', async () => {
    for (const rollbackDays of [0, -1, 1.5, 366, 1e9, '14', null, [14], Number.NaN]) {
      await refusedWith('invalid_body', () => propose('proposer', { ...advance, rollbackDays }));
    }
    await refusedWith('invalid_body', () => propose('proposer', { ...advance, rollbackDays: 91 }));
  });

  it('is not extended into the past, for ever or by nothing', async () => {
    const more = { kind: 'extend_rollback_window', context: 'payments', lanes: [laneOf('reads', lines[0] ?? '')] };
    for (const days of [0, -3, 1e6, '3', null]) {
      await refusedWith('invalid_body', () => propose('proposer', { ...more, days }));
    }
    await refusedWith('invalid_body', () => propose('proposer', more));
    await refusedWith('invalid_body', () => propose('proposer', { ...more, until: 'never' }));
    await refusedWith('window_not_longer', () => propose('proposer', { ...more, until: inDays(-1) }));
  });

  it('of a date is in the future and before the decision ends', async () => {
    for (const scheduledFor of [inDays(-1), inDays(0), inDays(400), 'soon', 0, '2030-01-01']) {
      await refusedWith('invalid_body', () => propose('proposer', { ...advance, scheduledFor }));
    }
  });

  it('of a risk, a replay, a loan, a proof or a hold ends, and not in the past', async () => {
    await clear(street);
    const withUntil = (until: unknown) => ({ ...risk(street), until });
    for (const until of [inDays(-1), null, 'never', 17]) {
      await refusedWith('invalid_body', () => propose('proposer', withUntil(until)));
    }
    const replay = {
      kind: 'authorise_replay',
      context: 'payments',
      side: 'target',
      what: 'All.',
      containment: 'None.',
    };
    const range = { from: inDays(-2), to: inDays(-1) };
    await refusedWith('invalid_body', () => propose('proposer', { ...replay, ...range, until: inDays(-1) }));
    await refusedWith('invalid_body', () =>
      propose('proposer', { ...replay, from: inDays(-1), to: inDays(-2), until: inDays(1) }),
    );
    const loan = { to: street.personId('novice'), role: 'risk', reason: 'Leave.' };
    for (const until of [inDays(-1), inDays(15), null]) {
      await refusedWith('invalid_body', () => post('second', '/delegations', { ...loan, until }));
    }
    const proof = { workloads: ['reads'], quality: 'lossless', evidence: 'Rehearsal.' };
    for (const [provenAt, validUntil] of [
      [inDays(1), inDays(2)],
      [inDays(-1), inDays(-0.5)],
      [inDays(-1), inDays(120)],
    ]) {
      await refusedWith('invalid_body', () =>
        post('engineer', '/contexts/payments/way-back', { ...proof, provenAt, validUntil }),
      );
    }
    await refusedWith('invalid_body', () => post('owner', '/holds', { reason: 'Wait.', until: inDays(-1) }));
  });
});

describe('doing it twice', () => {
  it('from two tabs does it once, and the second tab is told', async () => {
    const decision = await approved();
    await refusedWith('already_signed', () => trySign('second', decision, 'risk'));
    await good(execute('third', decision));
    await refusedWith('decision_not_open', () => execute('third', decision));
    await refusedWith('decision_not_open', () => post('proposer', onPath(decision, 'withdrawal'), { reason: 'No.' }));
    await refusedWith('decision_not_open', () => trySign('third', decision, 'risk'));
  });

  it('from two tabs at the same moment does it once', async () => {
    const decision = await approved();
    const answers = await Promise.all([execute('third', decision), execute('executor', decision)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('decision_not_open');
  });

  it('by a double click does it once, and both clicks get the same answer or are told to ask again', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const decision = await proposed();
    const clicks = await Promise.all([
      trySign('second', decision, 'risk', key),
      trySign('second', decision, 'risk', key),
    ]);
    const done = clicks.filter(({ status }) => status === 201);
    expect(done.length).toBeGreaterThan(0);
    for (const { status, body } of clicks) {
      if (status === 201) expect(body).toEqual(done[0]?.body);
      else expect([status, body.code]).toEqual([409, 'conflict']);
    }
    const { signOffs } = await good(street.as('lead')('GET', `${base}/decisions/${decision.number}`));
    expect(signOffs).toHaveLength(1);
  });

  it('by a replay gives the first answer again, and another body under the same key is refused', async () => {
    const key = { 'idempotency-key': randomUUID() };
    await proposed();
    const body = { side: 'target', what: 'Payments.', containment: 'No mail.', until: inDays(3) };
    const replay = {
      kind: 'authorise_replay',
      context: 'payments',
      from: inDays(-9),
      to: inDays(-8),
      ...body,
      ...told,
    };
    const first = await good(post('lead', '/decisions', replay, key));
    const before = await street.footprint.read();
    const again = await post('lead', '/decisions', replay, key);
    expect([again.status, again.headers.get('idempotent-replayed')]).toEqual([201, 'true']);
    expect(again.body).toEqual(first);
    expect(await street.footprint.read()).toBe(before);
    await refusedWith('idempotency_key_reused', () => post('lead', '/decisions', { ...replay, title: 'Other' }, key));
    // The key is the sender's own: somebody else's act under it is an act of its own, and overlaps.
    await refusedWith('decision_overlap', () => post('owner', '/decisions', replay, key));
  });

  it('needs a key for every act on a decision', async () => {
    const decision = await proposed();
    const bare = (path: string, body: object) =>
      fetch(`${street.url}${base}${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...street.headersOf('third') },
        body: JSON.stringify(body),
      }).then(async (response) => ({
        status: response.status,
        headers: response.headers,
        body: await response.json(),
      }));
    await refusedWith('idempotency_key_required', () => bare('/decisions', { ...risk(street) }));
    await refusedWith('idempotency_key_required', () =>
      bare(onPath(decision, 'sign-offs'), approving(decision, 'risk')),
    );
    await refusedWith('idempotency_key_required', () => bare(onPath(decision, 'execution'), seen(decision)));
  });
});

describe('what stays', () => {
  it('a decision that was refused or withdrawn is read as before, with every sign-off, and nothing removes one', async () => {
    const ends = [
      (decision: Subject) =>
        post('second', onPath(decision, 'sign-offs'), {
          ...approving(decision, 'risk'),
          verdict: 'refuse',
          comment: 'Not like this.',
        }),
      (decision: Subject) => post('proposer', onPath(decision, 'withdrawal'), { reason: 'No more.' }),
    ];
    for (const end of ends) {
      const decision = await proposed();
      await sign(street, 'signer', decision, 'business');
      await good(end(decision));
      last = null;
      const { body } = await street.as('auditor')('GET', `${base}/decisions/${decision.number}`);
      expect(['rejected', 'withdrawn']).toContain(body.state);
      expect(body.signOffs[0]).toMatchObject({ role: 'business', verdict: 'approve', revokedAt: null });
      expect(body.closedReason).toMatch(/Not like this|No more/);
    }
    const removing = operations.filter(({ method, path }) => method === 'DELETE' && path.endsWith('{decision}'));
    expect(removing).toEqual([]);
  });

  it('a window is as long as was decided, from the shift’s effect and not from its proposal', async () => {
    const { items } = await good(street.as('lead')('GET', `${base}/decisions?kind=advance&state=executed&limit=50`));
    const shift = await good(street.as('lead')('GET', `${base}/decisions/${items[0].number}`));
    expect(shift.to).toBe('selective');
    expect(Date.parse(shift.effectiveFrom)).toBeGreaterThan(Date.parse(shift.executedAt));
    expect(Date.parse(shift.rollbackUntil) - Date.parse(shift.effectiveFrom)).toBe(shift.rollbackDays * 86_400_000);
  });
});
