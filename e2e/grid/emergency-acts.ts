import { type Act, base, good, type Subject } from './act';
import { type Street, stepUp } from './street';

// Going back, and moving outside the gates.

const onTarget = async (street: Street): Promise<Subject> => ({ line: street.next.onTarget() });
const lanes = ({ line }: Subject) => [{ workload: 'reads', audience: `cohort:${line}` }];
const told = { incident: 'INC-7', reason: 'It burns.', stepUp };
const withdraw: Act['after'] = ({ answer, street }) => {
  const { number } = answer.body.decision;
  return good(street.as('owner')('POST', `${base}/decisions/${number}/withdrawal`, { reason: 'It was nothing.' }));
};

const brokenGlass = async (street: Street): Promise<Subject> => {
  const body = { side: 'legacy', lanes: lanes(await onTarget(street)), ...told };
  const broken = await good(street.as('executor')('POST', `${base}/contexts/payments/break-glass`, body));
  return broken.review;
};

export const emergencyActs = {
  rollBack: {
    operation: 'rollBack',
    prepare: onTarget,
    ask: ({ base: at, subject }) => ({
      method: 'POST',
      path: `${at}/contexts/payments/rollback`,
      body: { lanes: lanes(subject), reason: 'Complaints.' },
    }),
  },
  breakForward: {
    operation: 'breakGlass',
    prepare: async (street) => ({ line: street.next.onLegacy() }),
    lasting: true,
    ask: ({ base: at, subject }) => ({
      method: 'POST',
      path: `${at}/contexts/payments/break-glass`,
      body: { side: 'target', lanes: lanes(subject), ...told },
    }),
    after: withdraw,
  },
  breakBack: {
    operation: 'breakGlass',
    prepare: onTarget,
    ask: ({ base: at, subject }) => ({
      method: 'POST',
      path: `${at}/contexts/payments/break-glass`,
      body: { side: 'legacy', lanes: lanes(subject), ...told },
    }),
  },
  takeOnReview: {
    operation: 'acknowledgeReview',
    prepare: brokenGlass,
    ask: ({ base: at, subject }) => ({ method: 'POST', path: `${at}/decisions/${subject.id}/acknowledgement` }),
  },
} satisfies Record<string, Act>;
