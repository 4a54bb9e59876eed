import { type Act, base, good, inDays, told } from './act';
import { clear, risk } from './decision-acts';
import { laneOf, lines } from './manifests';
import type { Street } from './street';

// One act for each kind that can be proposed.

const payments = { context: 'payments', ...told };

/** What was opened is taken back, so that the next does not overlap with it. */
const takeBack: Act['after'] = ({ answer, street }) =>
  good(street.as('owner')('POST', `${base}/decisions/${answer.body.number}/withdrawal`, { reason: 'Make room.' }));

const proposing = (proposal: (street: Street) => object, more: Partial<Act> = {}): Act => ({
  operation: 'proposeDecision',
  ask: ({ base: at, street }) => ({ method: 'POST', path: `${at}/decisions`, body: proposal(street) }),
  after: takeBack,
  ...more,
});

const cohort = (slug: string) => ({ slug, name: slug, where: { productLine: [slug] } });

export const proposalActs = {
  proposeShadow: proposing(() => ({ kind: 'advance', to: 'shadow', ...told, context: 'intake' })),
  proposeAdvance: proposing(() => ({
    kind: 'advance',
    to: 'selective',
    lanes: [laneOf('reads', lines.at(-1) ?? '')],
    ...payments,
  })),
  proposeRollback: proposing(() => ({ kind: 'rollback', lanes: [laneOf('reads', lines[0] ?? '')], ...payments })),
  proposeRules: proposing(() => ({ kind: 'activate_rules', version: 1, ...payments })),
  proposeCriteria: proposing(() => ({
    kind: 'activate_criteria',
    equivalence: 'A payment is the same when both sides pay the same, to the cent.',
    ...payments,
  })),
  proposeRisk: proposing(risk, { prepare: async (street) => clear(street), lasting: true }),
  proposeReplay: proposing(() => ({
    kind: 'authorise_replay',
    side: 'target',
    from: inDays(-2),
    to: inDays(-1),
    what: 'Payments of Monday.',
    containment: 'No mail is sent.',
    until: inDays(3),
    ...payments,
  })),
  proposeExtension: proposing(() => ({
    kind: 'extend_rollback_window',
    lanes: [laneOf('reads', lines[0] ?? '')],
    days: 3,
    ...payments,
  })),
  proposeDeadline: proposing(() => ({ kind: 'extend_deadline', to: '2032-03-31', ...told })),
  proposePolicy: proposing(() => ({ kind: 'change_policy', document: { decisionDays: 5 }, ...told })),
  proposeRetirement: proposing(() => ({ kind: 'retire_legacy', ...payments })),
  proposeReview: proposing(() => ({ kind: 'review_rollback', ...payments })),
  proposeRedraw: proposing(() => ({
    kind: 'redraw_lanes',
    cohorts: [...lines.slice(0, -1).map(cohort), { ...cohort(lines.at(-1) ?? ''), slug: 'lastline' }],
    ...payments,
  })),
  proposeDraft: proposing((street) => ({ ...risk(street), draft: true })),
  preflight: {
    operation: 'preflightDecision',
    ask: ({ base: at }) => ({
      method: 'POST',
      path: `${at}/decisions:preflight`,
      body: { kind: 'rollback', lanes: [laneOf('reads', lines[0] ?? '')], context: 'payments' },
    }),
  },
} satisfies Record<string, Act>;
