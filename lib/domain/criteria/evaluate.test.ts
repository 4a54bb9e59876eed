import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareFrozen } from './compare-frozen';
import { parseCriteriaSet } from './criteria-set';
import { type Evidence, evaluateCriteria } from './evaluate';
import { evaluationDigest } from './evaluation';
import type { PatternFact } from './facts';
import { gateStanding } from './gate-standing';
import {
  cohort,
  daysAgo,
  givenAttestation,
  givenExpected,
  givenPattern,
  givenRun,
  laneOf,
  matchRate,
  now,
  question,
  totals,
} from './given';
import { structuralBlocks } from './structural-blocks';

const ceiling = {
  key: 'critical',
  gate: 'data_and_state',
  kind: 'discrepancy_ceiling',
  blocking: true,
  severity: 'critical',
  max: 0,
};
const coverage = {
  key: 'conditions',
  gate: 'operations',
  kind: 'coverage',
  blocking: true,
  conditions: ['peak', 'month-end'],
  window: { days: 30 },
};
const attestation = {
  key: 'runbook',
  gate: 'operations',
  kind: 'attestation',
  blocking: true,
  role: 'operations',
  statement: 'The runbook was rehearsed.',
  validDays: 30,
};
const nothing: Evidence = { runs: [], patterns: [], attestations: [], expectedChecks: [], proofs: [] };

const evaluate = (criterion: object, evidence: Partial<Evidence>, at = now) => {
  const all = evaluateCriteria(question([criterion]), { ...nothing, ...evidence }, at);
  const found = all.find(({ kind }) => kind !== 'expected_checks');
  if (found === undefined) throw new Error('no evaluation');
  return found;
};
const expected = (evidence: Partial<Evidence>, at = now) =>
  evaluateCriteria(question([]), { ...nothing, ...evidence }, at)[0];

describe('a discrepancy ceiling', () => {
  const outcome = (evidence: Partial<Evidence>, criterion: object = {}) =>
    evaluate({ ...ceiling, ...criterion }, { runs: [givenRun(0)], ...evidence }).outcome;

  it('says nothing about patterns where nothing was compared', () => {
    expect(outcome({ runs: [] })).toBe('insufficient');
    expect(outcome({ runs: [givenRun(0, { totals: totals(0) })] })).toBe('insufficient');
    const differs = [{ key: 'amount.sum', outcome: 'mismatch' as const }];
    expect(outcome({ runs: [givenRun(0, { totals: null, checks: differs })] })).toBe('insufficient');
    expect(outcome({ runs: [givenRun(0, { baseline: true })] })).toBe('insufficient');
    expect(outcome({ runs: [givenRun(0, { status: 'failed' })] })).toBe('errored');
    expect(outcome({ runs: [givenRun(8)] })).toBe('stale');
    expect(outcome({ runs: [givenRun(0, { discrepanciesComplete: false })] })).toBe('insufficient');
    expect(outcome({})).toBe('met');
  });

  it('counts an untriaged pattern as critical and in every category', () => {
    const untriaged = givenPattern({ triaged: false, highestSeverity: 'info', category: 'unclassified' });
    expect(outcome({ patterns: [untriaged] })).toBe('not_met');
    expect(outcome({ patterns: [untriaged] }, { severity: undefined, category: 'genuine' })).toBe('not_met');
    expect(outcome({ patterns: [givenPattern({ highestSeverity: 'minor' })] })).toBe('met');
  });

  it('counts a pattern in the category that rules give it, which no person takes away', () => {
    const ofGenuine = (rest: Partial<PatternFact>) =>
      outcome({ patterns: [givenPattern(rest)] }, { severity: undefined, category: 'genuine' });
    expect(ofGenuine({ category: 'timing', ruled: ['genuine'] })).toBe('not_met');
    expect(ofGenuine({ category: 'timing', ruled: ['unclassified'] })).toBe('not_met');
    expect(ofGenuine({ category: 'timing', ruled: ['timing', 'genuine'] })).toBe('not_met');
    expect(ofGenuine({ category: 'genuine', ruled: ['timing'] })).toBe('not_met');
    expect(ofGenuine({ category: 'timing', ruled: ['timing'] })).toBe('met');
  });

  it('counts patterns at least as severe, open ones only, and none that only a baseline showed', () => {
    expect(outcome({ patterns: [givenPattern()] }, { severity: 'major' })).toBe('not_met');
    for (const rest of [{ state: 'explained' }, { state: 'gone' }, { places: [] }] as const) {
      expect(outcome({ patterns: [givenPattern(rest)] })).toBe('met');
    }
    expect(outcome({ patterns: [givenPattern()] }, { max: 1 })).toBe('met');
  });

  it('counts a pattern wherever a run has shown it, not only where it came up first', () => {
    const forWrites = (...workloads: ('reads' | 'writes' | null)[]) => {
      const places = workloads.map((workload) => ({ layer: 'outcome' as const, workload }));
      return outcome({ patterns: [givenPattern({ places })] }, { layer: 'outcome', workload: 'writes' });
    };
    expect(forWrites('reads')).toBe('met');
    expect(forWrites(null)).toBe('not_met');
    expect(forWrites('reads', 'writes')).toBe('not_met');
    const elsewhere = { layer: 'row' as const, workload: 'writes' as const };
    const places = [elsewhere, { ...elsewhere, layer: 'outcome' as const }];
    expect(outcome({ patterns: [givenPattern({ places: [elsewhere] })] }, { layer: 'outcome' })).toBe('met');
    expect(outcome({ patterns: [givenPattern({ places })] }, { layer: 'outcome' })).toBe('not_met');
  });
});

describe('coverage', () => {
  it('is met by runs or by a person, one condition each', () => {
    const runs = [givenRun(2, { coverage: ['peak'] })];
    const word = givenAttestation({ criterion: 'conditions', condition: 'month-end', attestedAt: daysAgo(3) });
    expect(evaluate(coverage, { runs })).toMatchObject({ outcome: 'insufficient', value: '1', threshold: '2' });
    expect(evaluate(coverage, { runs, attestations: [word] })).toMatchObject({
      outcome: 'met',
      validUntil: daysAgo(-27),
    });
    for (const less of [{ roleHeld: false }, { role: 'viewer' as const }, { role: 'admin' as const }]) {
      expect(evaluate(coverage, { runs, attestations: [{ ...word, ...less }] }).outcome).toBe('insufficient');
    }
  });

  it('is stale when a condition was seen only before the window, and ignores runs that compared nothing', () => {
    expect(evaluate(coverage, { runs: [givenRun(31, { coverage: ['peak', 'month-end'] })] }).outcome).toBe('stale');
    const empty = givenRun(0, { coverage: ['peak', 'month-end'], totals: totals(0) });
    expect(evaluate(coverage, { runs: [empty] }).outcome).toBe('insufficient');
  });
});

describe('an attestation', () => {
  it('counts where two transitions ask for different words under one key', () => {
    const cutOver = { ...attestation, statement: 'The team is on call.' };
    const parsed = parseCriteriaSet({
      transitions: { 'validated>selective': [attestation], 'selective>full': [cutOver] },
    });
    if (!parsed.ok) throw new Error(parsed.refusal.detail);
    const transitions = ['validated>selective', 'selective>full'] as const;
    const asked = { document: parsed.value, transitions, lanes: [], returned: [], cohorts: [] };
    const outcomes = (...attestations: ReturnType<typeof givenAttestation>[]) =>
      evaluateCriteria(asked, { ...nothing, attestations }, now)
        .filter(({ kind }) => kind === 'attestation')
        .map(({ outcome }) => outcome);
    expect(outcomes(givenAttestation())).toEqual(['met', 'insufficient']);
    const other = givenAttestation({ id: 'b', statement: 'The team is on call.' });
    expect(outcomes(givenAttestation(), other)).toEqual(['met', 'met']);
  });

  it('counts for its days, by its role, for its very words', () => {
    expect(evaluate(attestation, { attestations: [givenAttestation()] })).toMatchObject({
      outcome: 'met',
      validUntil: daysAgo(-29),
    });
    expect(evaluate(attestation, { attestations: [givenAttestation({ attestedAt: daysAgo(30) })] }).outcome).toBe(
      'stale',
    );
    for (const rest of [
      { role: 'risk' },
      { statement: 'Something else.' },
      { roleHeld: false },
      { criterion: 'x' },
      { attestedAt: daysAgo(-1) },
    ] as const) {
      expect(evaluate(attestation, { attestations: [givenAttestation(rest)] }).outcome).toBe('insufficient');
    }
  });
});

describe('expected checks', () => {
  it('are met by a run in time, with its keys and enough records', () => {
    const check = givenExpected({ keys: ['amount.sum'] });
    const run = givenRun(0, { checks: [{ key: 'amount.sum', outcome: 'mismatch' }] });
    expect(expected({ expectedChecks: [check], runs: [run] })).toMatchObject({
      outcome: 'met',
      validUntil: daysAgo(-1.25),
    });
    expect(expected({ expectedChecks: [check], runs: [givenRun(0)] })?.outcome).toBe('insufficient');
    expect(
      expected({ expectedChecks: [check], runs: [{ ...run, checks: [{ key: 'amount.sum', outcome: 'skipped' }] }] })
        ?.outcome,
    ).toBe('insufficient');
    expect(
      expected({ expectedChecks: [check], runs: [{ ...run, checks: [{ key: 'amount.sum', outcome: 'errored' }] }] })
        ?.outcome,
    ).toBe('errored');
    expect(expected({ expectedChecks: [check], runs: [{ ...run, totals: totals(99) }] })?.outcome).toBe('insufficient');
  });

  it('are never met by silence', () => {
    expect(expected({})?.outcome).toBe('insufficient');
    expect(expected({ expectedChecks: [givenExpected()] })?.outcome).toBe('insufficient');
    expect(expected({ expectedChecks: [givenExpected()], runs: [givenRun(0, { source: 'other' })] })?.outcome).toBe(
      'insufficient',
    );
    expect(expected({ expectedChecks: [givenExpected()], runs: [givenRun(1.25)] })?.outcome).toBe('stale');
    expect(expected({ expectedChecks: [givenExpected()], runs: [givenRun(0, { status: 'failed' })] })?.outcome).toBe(
      'errored',
    );
    expect(
      expected({ expectedChecks: [givenExpected(), givenExpected({ source: 'hourly' })], runs: [givenRun(0)] })
        ?.outcome,
    ).toBe('insufficient');
  });

  it('are not asked of a context that is still planned', () => {
    expect(
      evaluateCriteria(question([attestation], { transitions: ['planned>shadow'] }), nothing, now).map(
        ({ key }) => key,
      ),
    ).toEqual(['runbook']);
  });
});

describe('a gate', () => {
  const everything = [matchRate, ceiling, coverage, attestation];
  const full: Evidence = {
    runs: [givenRun(0, { coverage: ['peak', 'month-end'] })],
    patterns: [],
    attestations: [givenAttestation()],
    expectedChecks: [givenExpected()],
    proofs: [],
  };
  const standing = (criteria: object[], evidence: Evidence, at = now) => {
    const asked = question(criteria);
    return gateStanding(evaluateCriteria(asked, evidence, at), structuralBlocks(asked, evidence));
  };

  it('opens on full evidence, and says how it stands', () => {
    expect(standing(everything, full)).toMatchObject({ open: true, words: '5 of 5 met', unmet: [] });
    expect(standing(everything, { ...full, attestations: [] })).toMatchObject({
      open: false,
      words: '4 of 5 met, 1 insufficient',
    });
  });

  it('never opens when any evidence is taken away', () => {
    fc.assert(
      fc.property(
        fc.subarray(['runs', 'attestations', 'expectedChecks'] as const, { minLength: 1 }),
        fc.subarray(everything),
        (gone, criteria) => {
          const evidence = { ...full, ...Object.fromEntries(gone.map((name) => [name, []])) };
          const open = standing(criteria, evidence).open;
          const needsOnlyRest = !criteria.includes(attestation) && gone.length === 1 && gone[0] === 'attestations';
          const outcomeAsked = criteria.includes(matchRate);
          expect(open).toBe(needsOnlyRest && outcomeAsked);
        },
      ),
    );
  });

  it('never opens on no evidence at all, whatever is asked', () => {
    fc.assert(
      fc.property(fc.subarray(everything), (criteria) => {
        expect(evaluateCriteria(question(criteria), nothing, now).every(({ outcome }) => outcome !== 'met')).toBe(true);
        expect(standing(criteria, nothing).open).toBe(false);
      }),
    );
  });

  it('does not open for lack of content', () => {
    const codes = (criteria: object[], checks = full.expectedChecks) =>
      structuralBlocks(question(criteria), { ...full, expectedChecks: checks }).map(({ code }) => code);
    expect(codes(everything)).toEqual([]);
    expect(codes(everything, [])).toEqual(['no_expected_checks']);
    expect(codes([attestation])).toEqual(['no_outcome_criterion']);
    expect(codes([{ ...matchRate, blocking: false }])).toEqual(['no_blocking_criterion', 'no_outcome_criterion']);
    expect(codes([{ ...matchRate, layer: 'row' }])).toEqual(['no_outcome_criterion']);
    expect(codes([])).toEqual(['no_blocking_criterion', 'no_outcome_criterion']);
  });

  it('does not open for a lane that no criterion at the level of outcomes is about', () => {
    const rest = cohort('rest', 0, { kind: 'rest' });
    const asked = question([{ ...matchRate, scope: 'lanes' }], {
      transitions: ['validated>selective'],
      lanes: [laneOf(rest, 'reads'), laneOf(rest, 'writes')],
      cohorts: [rest],
    });
    expect(structuralBlocks(asked, full).map(({ message }) => message)).toEqual([
      'No blocking criterion at the level of outcomes is about reads of rest.',
    ]);
  });

  it('evaluates to the same digests whatever order its evidence came in', () => {
    const runs = [
      givenRun(0, { coverage: ['peak'] }),
      givenRun(1, { coverage: ['month-end'] }),
      givenRun(2, { status: 'failed' }),
    ];
    const patterns = [givenPattern({ id: 'b' }), givenPattern({ id: 'a', triaged: false })];
    const digests = (evidence: Evidence) => evaluateCriteria(question(everything), evidence, now).map(evaluationDigest);
    expect(digests({ ...full, runs: [...runs].reverse(), patterns: [...patterns].reverse() })).toEqual(
      digests({ ...full, runs, patterns }),
    );
  });
});

describe('frozen evaluations', () => {
  const evidence: Evidence = { ...nothing, runs: [givenRun(0)], expectedChecks: [givenExpected()] };
  const look = (at: Date, runs = evidence.runs) => evaluateCriteria(question([matchRate]), { ...evidence, runs }, at);
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);

  it('are left by nothing while blocking criteria stay met', () => {
    expect(compareFrozen(look(now), look(later(1)), later(1))).toEqual([]);
  });

  it('are left when a blocking criterion is no longer met', () => {
    const worse = [givenRun(0, { totals: totals(900, 100) })];
    expect(compareFrozen(look(now), look(now, worse), now)).toMatchObject([
      { key: 'outcome-rate', from: 'met', to: 'not_met' },
    ]);
    expect(compareFrozen(look(now), [], now).map(({ key }) => key)).toEqual(['expected_checks', 'outcome-rate']);
  });

  it('are left when validUntil passed in between, although newer evidence makes them met again', () => {
    const newer = [givenRun(0), givenRun(-1.5)];
    const then = later(37);
    expect(look(then, newer).every(({ outcome }) => outcome === 'met')).toBe(true);
    expect(compareFrozen(look(now), look(then, newer), then)).toEqual([
      { key: 'expected_checks', from: 'met', to: 'stale', at: later(30) },
      { key: 'outcome-rate', from: 'met', to: 'stale', at: later(30) },
    ]);
  });

  it('were never left by what was not met before, nor by what does not block', () => {
    const before = look(now, [givenRun(0, { totals: totals(900, 100) })]).map((evaluation) => ({
      ...evaluation,
      blocking: evaluation.kind === 'match_rate',
    }));
    expect(compareFrozen(before, look(now, []), now)).toEqual([]);
  });
});

describe('a criteria set', () => {
  it.each([
    [{ ...matchRate, threshold: '0' }, 'threshold'],
    [{ ...matchRate, threshold: '1.01' }, 'threshold'],
    [{ ...matchRate, threshold: '99.95' }, 'threshold'],
    [{ ...matchRate, threshold: 0.9995 }, 'threshold'],
    [{ ...matchRate, threshold: '1.0', confidence: 'wilson95' }, 'threshold'],
    [{ ...matchRate, minSamples: 0 }, 'minSamples'],
    [{ ...matchRate, freshnessHours: -1 }, 'freshnessHours'],
    [{ ...matchRate, key: 'expected_checks' }, 'key'],
    [{ ...ceiling, max: -1 }, 'max'],
    [{ ...coverage, conditions: [] }, 'conditions'],
    [{ ...coverage, conditions: ['peak', 'peak'] }, 'conditions'],
    [{ ...attestation, optional: true }, 'optional'],
    [{ ...attestation, scope: 'lanes' }, 'scope'],
  ])('refuses a wrong criterion and says where (%#)', (criterion, member) => {
    const parsed = parseCriteriaSet({ transitions: { 'shadow>validated': [criterion] } });
    const pointers = parsed.ok ? [] : parsed.refusal.errors?.map((error) => error.pointer);
    expect(pointers).toContain(`/transitions/shadow>validated/0/${member}`);
  });

  it('refuses an unknown transition, kind or a key used twice', () => {
    expect(parseCriteriaSet({ transitions: { 'planned>full': [] } }).ok).toBe(false);
    expect(parseCriteriaSet({ transitions: { 'shadow>validated': [{ ...matchRate, kind: 'vibes' }] } }).ok).toBe(false);
    expect(parseCriteriaSet({ transitions: { 'shadow>validated': [matchRate, matchRate] } }).ok).toBe(false);
  });
});
