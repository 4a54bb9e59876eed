import { type Act, beginning, voices } from './act';
import { coverage, intake } from './intake-and-coverage';

// Two months of the insurer's program, in the order in which people remember it. Days count back from today.

const reserves: Act[] = [
  ...beginning(
    'reserve-estimation',
    'Reserve estimation',
    -42,
    -38,
    'Inspection record INS-2230: the treaty feed of target ends in a holding table.',
    'Half a cent is rounded up on legacy and to the even cent on target, as the accounting manual asks.',
  ),
  {
    do: 'attest',
    context: 'reserve-estimation',
    day: -22,
    criterion: 'meaning-confirmed',
    evidence: 'Note of the actuarial department on rounding, with a worked example.',
  },
  {
    do: 'advance',
    context: 'reserve-estimation',
    day: -14,
    to: 'validated',
    title: 'Reserves agree to the cent that rounding allows',
    rationale: 'What differs is half a cent and nothing else; the actuaries’ figures are equal.',
    voices: voices.validated,
  },
  {
    do: 'attest',
    context: 'reserve-estimation',
    day: -3,
    criterion: 'way-back-rehearsed',
    evidence: 'Rehearsal R-14, including the actuarial mart.',
  },
  {
    do: 'prove_way_back',
    context: 'reserve-estimation',
    day: -3,
    time: '10:10',
    workloads: ['reads', 'writes', 'batch'],
    lost: 'Comments of the actuaries on single reserves.',
    evidence: 'Rehearsal R-14: a close made on target was booked again on legacy.',
    days: 90,
  },
  {
    do: 'hold',
    context: 'reserve-estimation',
    day: -10,
    time: '11:00',
    by: 'business',
    reason: 'Month-end close: nothing moves while the reserves of the month are booked.',
    calendar: { rule: 'FREQ=MONTHLY;BYMONTHDAY=-1', time: '12:00', hours: 60 },
  },
  {
    do: 'delegate',
    context: 'reserve-estimation',
    day: -2,
    time: '15:00',
    by: 'operations',
    to: 'engineer',
    until: 9,
    reason: 'At the second site until the week after next; Emil ran the rehearsal with me.',
  },
  {
    do: 'advance',
    context: 'reserve-estimation',
    day: -1,
    time: '14:00',
    to: 'selective',
    lanes: ['reads/cohort:eu-motor', 'writes/cohort:eu-motor', 'batch/cohort:eu-motor'],
    rollbackDays: 21,
    title: 'Reserves of EU motor, to be read and to be closed',
    rationale:
      'Reads, writes and the monthly close of EU motor move together, so that the close is made on what people see.',
    voices: [{ role: 'business', says: 'The January close is the right one to begin with.' }],
    fate: 'waits',
  },
];

const payments: Act[] = [
  ...beginning(
    'payment-decisioning',
    'Payment decisioning',
    -44,
    -40,
    'Inspection record INS-2227: orders are signed with a key that the bank refuses.',
    'Cut names and half a cent of interest are known and harmless; an amount never is.',
  ),
  {
    do: 'attest',
    context: 'payment-decisioning',
    day: -25,
    criterion: 'meaning-confirmed',
    evidence: 'Reconciliation of thirty payments with the bank’s own statement.',
  },
  {
    do: 'advance',
    context: 'payment-decisioning',
    day: -18,
    to: 'validated',
    title: 'Payments agree',
    rationale: 'Every payment of the last nights agrees in payee, currency and amount.',
    voices: voices.validated,
  },
  {
    do: 'attest',
    context: 'payment-decisioning',
    day: -4,
    criterion: 'way-back-rehearsed',
    evidence: 'Rehearsal R-15 with treasury; payment stop and restart in eleven minutes.',
  },
  {
    do: 'prove_way_back',
    context: 'payment-decisioning',
    day: -4,
    time: '10:10',
    workloads: ['reads', 'writes', 'batch'],
    lost: 'Decisions of the last hour are taken again on legacy; the bank refuses a second order for one claim.',
    evidence: 'Rehearsal R-15: a day of payments was decided on legacy again, and its status read there.',
    days: 90,
  },
];

const others: Act[] = [
  ...beginning(
    'fraud-assessment',
    'Fraud assessment',
    -24,
    -20,
    'Inspection record INS-2241: referrals go to a queue that nobody reads.',
    'Scores agree to three places, which is all that legacy kept.',
  ),
  {
    do: 'triage',
    context: 'fraud-assessment',
    day: -15,
    by: 'engineer',
    field: 'band',
    patch: {
      category: 'genuine',
      severity: 'major',
      note: 'The lower threshold was set up as 0.605 instead of 0.6. Risk has to say which one is meant.',
    },
    owner: 'risk',
  },
  {
    do: 'accept_risk',
    context: 'fraud-assessment',
    day: -7,
    time: '10:00',
    criterion: 'major-patterns',
    owner: 'owner',
    title: 'The lower threshold stays open until the new model',
    rationale: 'The vendor’s manual says 0.6, the contract 0.605. Both sides of the house live with it for a month.',
    gap: 'Five claims in a thousand are “clear” on target where legacy says “watch”.',
    mitigation: 'An investigator looks at every claim with a score from 0.600 to 0.605 by hand.',
    until: 24,
  },
  {
    do: 'hold',
    context: 'financial-posting',
    day: -9,
    by: 'risk',
    reason: 'Group accounting has not yet released the parallel ledger company; nothing is posted there before it has.',
  },
];

export const claimsActs: readonly Act[] = [...intake, ...coverage, ...reserves, ...payments, ...others];
