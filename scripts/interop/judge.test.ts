import { describe, expect, it } from 'vitest';
import { answersIn, judge } from './judge.mjs';

const run = (outcome: string, checks: object[] = []) => ({ number: 7, outcome, checks });
const answer = (outcome: string, warnings: string[] = []) => ({ id: '1', outcome, warnings });

describe('what a push script says', () => {
  it('is an answer by source, and none where it cannot be read', () => {
    const said = 'one: {"outcome":"match"}\ntwo: curl: (7) refused\nlog line\nthree:\n{"stray":1}\n';
    expect([...answersIn(said)]).toEqual([
      ['one', { outcome: 'match' }],
      ['two', null],
      ['three', null],
    ]);
  });
});

describe('a result', () => {
  it('is right only when the run is there and says what was answered and expected', () => {
    const expected = ['mismatch'];
    expect(judge({ answer: answer('mismatch'), run: run('mismatch'), expected })).toMatchObject({
      run: '#7',
      right: true,
      detail: '',
    });
    expect(judge({ answer: answer('mismatch'), run: null, expected }).right).toBe(false);
    expect(judge({ answer: answer('mismatch'), run: run('match'), expected }).right).toBe(false);
    expect(judge({ answer: answer('match'), run: run('match'), expected }).detail).toContain('passed');
  });

  it('is wrong without an answer, and without a push unless that was right', () => {
    const expected = ['errored', 'refused'];
    expect(judge({ answer: null, run: null, expected }).right).toBe(false);
    expect(judge({ answer: undefined, run: null, expected }).right).toBe(false);
    expect(judge({ answer: undefined, run: null, expected: ['nothing sent'] }).right).toBe(true);
    const problem = { status: 422, code: 'run_invalid', detail: 'There is no result.' };
    expect(judge({ answer: problem, run: null, expected })).toMatchObject({
      outcome: 'refused',
      right: true,
      detail: '422 run_invalid: There is no result.',
    });
  });

  it('is wrong when a check of a lost column passed, whatever the rest says', () => {
    const passing = [{ key: 'sum__interest', field: null, outcome: 'match' }];
    const broken = [{ key: 'sum__interest', field: null, outcome: 'errored' }];
    const expected = ['errored'];
    const judged = (checks: object[]) =>
      judge({ answer: answer('errored'), run: run('errored', checks), expected, lost: 'interest' });
    expect(judged(passing).right).toBe(false);
    expect(judged(broken).right).toBe(true);
  });

  it('tells what was not placed apart from what else was said', () => {
    const warnings = ['Kept as sent and not understood: a/*/b, c.', 'There is no window.'];
    expect(judge({ answer: answer('match', warnings), run: run('match'), expected: ['match'] })).toMatchObject({
      unplaced: ['a/*/b', 'c'],
      warnings: ['There is no window.'],
    });
  });
});
