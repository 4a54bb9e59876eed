import { describe, expect, test } from 'vitest';
import type { DecisionRecord } from './decision-record';
import { checkBreakGlass, checkEmergencyReview } from './verify-outside';

type Execution = NonNullable<DecisionRecord['execution']>;
type Payload = DecisionRecord['revisions'][number]['document']['payload'];

const hash = 'a'.repeat(64);
const at = (minutes: number): string => new Date(Date.UTC(2026, 10, 20, 12, minutes)).toISOString();
const omar = { kind: 'person' as const, id: 'omar', name: 'Omar', personId: 'omar' };

const revisionOf = (payload: Payload): DecisionRecord['revisions'][number] => ({
  document: {
    decision: { id: 'd', number: 1, program: 'claims' },
    payload,
    revision: 1,
    slots: [],
    evaluations: [],
  },
  evidenceHash: hash,
  openedAt: at(0),
  reason: null,
});

const executionOf = (change: Partial<Execution> = {}): Execution => ({
  executedBy: omar,
  executedAt: at(1),
  counted: [],
  preflight: [],
  ...change,
});

const record = { decision: { proposedBy: omar, proposedAt: at(0) } } as DecisionRecord;
const glass = (change: Partial<Payload> = {}): Payload => ({
  kind: 'break_glass',
  side: 'legacy',
  rationale: 'Payments are lost.',
  incident: 'INC-7',
  ...change,
});
const confirmed = { counted: [{ signOffId: 's', slot: 'risk' as const }] };

describe('a break-glass move', () => {
  test('verifies by its own rules, back alone and forward with a second person', () => {
    expect(checkBreakGlass(record, executionOf(), revisionOf(glass()))).toEqual([]);
    expect(checkBreakGlass(record, executionOf(confirmed), revisionOf(glass({ side: 'target' })))).toEqual([]);
  });

  test.each<[string, RegExp, Partial<Payload>, Partial<Execution>]>([
    ['without a reason', /no reason/, { rationale: ' ' }, {}],
    ['without an incident', /no incident/, { incident: '' }, {}],
    ['without a side', /which side/, { side: undefined }, confirmed],
    ['by a key', /not a person/, {}, { executedBy: { kind: 'key', id: 'k', name: 'pager', personId: 'omar' } }],
    ['in another’s name', /somebody else/, {}, { executedBy: { ...omar, id: 'eve', personId: 'eve' } }],
    ['by nobody', /No named person/, {}, { executedBy: { ...omar, personId: null } }],
    ['forward by one person', /Nobody else stood/, { side: 'target' }, {}],
    ['forward after its time', /fifteen minutes/, { side: 'target' }, { ...confirmed, executedAt: at(15) }],
    ['back with sign-offs', /nobody asked for/, {}, confirmed],
  ])('does not verify %s', (_, problem, payload, execution) => {
    expect(checkBreakGlass(record, executionOf(execution), revisionOf(glass(payload))).join(' ')).toMatch(problem);
  });
});

describe('the review of a break-glass move', () => {
  const review = (finding: Payload['finding']) => revisionOf({ kind: 'review_break_glass', rationale: 'x', finding });
  const both = [
    { signOffId: 's', slot: 'business' as const },
    { signOffId: 't', slot: 'risk' as const },
  ];
  test('verifies with a finding and two people, one of them for risk', () => {
    expect(checkEmergencyReview(executionOf({ counted: both }), review({ verdict: 'ratified' }))).toEqual([]);
  });
  test('does not verify without any of these', () => {
    expect(checkEmergencyReview(executionOf(), review(null))).toHaveLength(3);
  });
});
