import { type Act, base, good, inDays, type Subject, signingRole, told } from './act';
import { type Street, stepUp } from './street';
import type { Asker } from './table';

// Acts on one decision: a risk that is accepted, which asks for business and risk and for no evidence.

export const risk = (street: Street) => ({
  kind: 'accept_risk',
  context: 'payments',
  criterion: 'no-critical',
  owner: 'lead@grid.example',
  gap: `Gap ${street.next.number()}.`,
  mitigation: 'Somebody looks each morning.',
  until: inDays(20),
  ...told,
});

const of = ({ number }: Subject): string => `${base}/decisions/${number}`;

/** One waits at a time, since two about the same criterion overlap. */
let waiting: Subject = null;

export const clear = async (street: Street): Promise<void> => {
  if (waiting !== null) await street.as('proposer')('POST', `${of(waiting)}/withdrawal`, { reason: 'Make room.' });
  waiting = null;
};

export const sign = (street: Street, name: Parameters<Street['as']>[0], decision: Subject, role: string) =>
  good(
    street.as(name)('POST', `${of(decision)}/sign-offs`, {
      revision: decision.revision,
      evidenceHash: decision.evidenceHash,
      role,
      verdict: 'approve',
      stepUp,
    }),
  );

/** Proposed by `proposer`, revised by `coauthor`, signed as business by `signer`. */
const begun = async (street: Street): Promise<Subject> => {
  await clear(street);
  const proposed = await good(street.as('proposer')('POST', `${base}/decisions`, risk(street)));
  waiting = proposed;
  const revising = { revision: proposed.revision, reason: 'Clearer.', title: 'A better title' };
  return good(street.as('coauthor')('POST', `${of(proposed)}/revisions`, revising));
};

const begunAndSigned = async (street: Street): Promise<Subject> =>
  sign(street, 'signer', await begun(street), 'business');

const approved = async (street: Street): Promise<Subject> =>
  sign(street, 'second', await begunAndSigned(street), 'risk');

/** As it stands now, for acts that leave it open. */
const current = async (street: Street): Promise<Subject> => {
  if (waiting === null) await begun(street);
  return good(street.as('lead')('GET', of(waiting)));
};

const drafted = (street: Street): Promise<Subject> =>
  good(street.as('proposer')('POST', `${base}/decisions`, { ...risk(street), draft: true }));

const lent = (asker: Asker, street: Street) =>
  asker === 'delegate' ? { onBehalfOf: street.personId('delegator') } : {};

const revoking: Act['after'] = async ({ asker, subject, answer, street }) => {
  const mine = answer.body.signOffs.findLast(
    (given: Subject) => given.person.id === street.personId(asker) && given.revokedAt === null,
  );
  await good(street.as(asker)('DELETE', `${of(subject)}/sign-offs/${mine.id}`));
};

const signing =
  (verdict: 'approve' | 'refuse', roleOf: (asker: Asker) => string = signingRole): Act['ask'] =>
  ({ asker, base: at, subject, street }) => ({
    method: 'POST',
    path: `${at}/decisions/${subject.id}/sign-offs`,
    body: {
      revision: subject.revision,
      evidenceHash: subject.evidenceHash,
      role: roleOf(asker),
      verdict,
      comment: 'Looked at.',
      stepUp,
      ...(roleOf === signingRole ? lent(asker, street) : {}),
    },
  });

const executing: Act['ask'] = ({ base: at, subject }) => ({
  method: 'POST',
  path: `${at}/decisions/${subject.id}/execution`,
  body: { revision: subject.revision, evidenceHash: subject.evidenceHash },
});

const revising =
  (change: (street: Street) => object): Act['ask'] =>
  ({ base: at, subject, street }) => ({
    method: 'POST',
    path: `${at}/decisions/${subject.id}/revisions`,
    body: { revision: subject.revision, reason: 'Clearer.', ...change(street) },
  });

const wentBack = (street: Street): Promise<Subject> =>
  good(
    street.as('executor')('POST', `${base}/contexts/payments/rollback`, {
      lanes: [{ workload: 'reads', audience: `cohort:${street.next.onTarget()}` }],
      reason: 'Complaints.',
    }),
  ).then(({ review }) => good(street.as('lead')('GET', `${base}/decisions/${review.number}`)));

export const decisionActs = {
  openDraft: {
    operation: 'openDraft',
    prepare: async (street) => {
      await clear(street);
      return drafted(street);
    },
    ask: ({ base: at, subject }) => ({
      method: 'POST',
      path: `${at}/decisions/${subject.id}/proposal`,
      body: { revision: subject.revision },
    }),
    after: ({ subject, street }) => good(street.as('proposer')('POST', `${of(subject)}/withdrawal`, { reason: 'No.' })),
  },
  revise: {
    operation: 'reviseDecision',
    prepare: current,
    ask: revising((street) => ({ title: `Title ${street.next.number()}` })),
  },
  schedule: {
    operation: 'reviseDecision',
    prepare: current,
    ask: revising((street) => ({
      scheduledFor: new Date(Date.now() + 86_400_000 + street.next.number()).toISOString(),
    })),
  },
  withdraw: {
    operation: 'withdrawDecision',
    prepare: begun,
    ask: ({ base: at, subject }) => ({
      method: 'POST',
      path: `${at}/decisions/${subject.id}/withdrawal`,
      body: { reason: 'No more.' },
    }),
  },
  approve: {
    operation: 'signDecision',
    prepare: begunAndSigned,
    lasting: true,
    ask: signing('approve'),
    after: revoking,
  },
  approveAsRisk: {
    operation: 'signDecision',
    prepare: begunAndSigned,
    lasting: true,
    ask: signing('approve', () => 'risk'),
    after: revoking,
  },
  refuse: { operation: 'signDecision', prepare: begunAndSigned, ask: signing('refuse') },
  revoke: {
    operation: 'revokeSignOff',
    prepare: begunAndSigned,
    ask: ({ base: at, subject }) => ({
      method: 'DELETE',
      path: `${at}/decisions/${subject.id}/sign-offs/${subject.signOffs[0].id}`,
    }),
  },
  executeUnsigned: { operation: 'executeDecision', prepare: begunAndSigned, ask: executing },
  execute: { operation: 'executeDecision', prepare: approved, ask: executing },
  signReview: {
    operation: 'signDecision',
    prepare: wentBack,
    lasting: true,
    ask: signing('approve'),
    after: revoking,
  },
} satisfies Record<string, Act>;
