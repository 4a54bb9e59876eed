import { describe, expect, it } from 'vitest';
import { reasonIn } from './command.mjs';
import { summarise } from './table.mjs';

const result = (right: boolean) => ({
  ...{ compares: 'payments', run: '#1', outcome: 'mismatch', unplaced: [], warnings: [], detail: '' },
  right,
});
const tool = (name: string, more: object) => ({ name, version: '1.0', missing: null, results: [], ...more });

describe('the summary', () => {
  it('counts what came through, what failed and what is missing', () => {
    const { text, code } = summarise([
      tool('one', { results: [result(true), result(true)] }),
      tool('two', { results: [result(true), result(false)], problem: 'it broke' }),
      tool('four', { results: [result(true), result(false)] }),
      tool('three', { missing: 'no Java is here' }),
    ]);
    expect(text.split('\n').at(-1)).toBe('1 tool through, 2 failed, 1 missing; 4 of 6 results as expected');
    expect(text).toContain('missing  three: no Java is here');
    expect(text).toContain('FAILED   two: it broke');
    expect(text).toContain('FAILED   four: 1 of 2 results wrong');
    expect(code).toBe(1);
  });

  it('passes with something missing, and never with nothing through', () => {
    const through = tool('one', { results: [result(true)] });
    const missing = tool('two', { missing: 'pip could not install it' });
    expect(summarise([through, missing]).code).toBe(0);
    expect(summarise([missing]).code).toBe(1);
    expect(summarise([tool('one', {})]).code).toBe(1);
  });

  it('names the parts of a tool that are missing', () => {
    const { text, code } = summarise([tool('dbt', { results: [result(true)], parts: ['audit_helper: no hub'] })]);
    expect(text).toContain('missing  dbt: audit_helper: no hub');
    expect(code).toBe(0);
  });
});

describe('the reason for a failure', () => {
  it('is the last line that tells of an error, not the advice after it', () => {
    const said = 'Collecting x\nERROR: No matching distribution found for x\nnote: see above\n\nhint: upgrade pip\n';
    expect(reasonIn(said)).toBe('ERROR: No matching distribution found for x');
    expect(reasonIn('')).toBe('it said nothing');
  });
});
