import { describe, expect, it } from 'vitest';
import { readOptions, UsageError } from './options';
import { windowAt } from './runs';

const read = (args: string[], environment: Record<string, string> = {}) =>
  readOptions(args, { RECONCILE_SERVER: 'postgres://localhost/postgres', ...environment }, 'reconcile.yaml');

describe('the command line', () => {
  it('takes what is not said from the environment', () => {
    const options = read(['watch', '--every', '2m'], { LOCKGATE_URL: 'http://127.0.0.1:4100', LOCKGATE_API_KEY: 'a' });
    expect(options).toMatchObject({ command: 'watch', everySeconds: 120, lockgate: 'http://127.0.0.1:4100' });
    expect(options?.keyOf('claims')).toBe('a');
  });

  it('prefers the key of the program to the one for all', () => {
    const options = read(['run'], { LOCKGATE_API_KEY: 'a', LOCKGATE_API_KEY_ORDERS_STREAMING: 'b' });
    expect(options?.keyOf('orders-streaming')).toBe('b');
    expect(options?.keyOf('claims')).toBe('a');
  });

  it.each([
    [[]],
    [['compare']],
    [['run', 'again']],
    [['watch', '--every', '1s']],
    [['prepare', '--days', '0']],
    [['run', '--server', 'nowhere']],
    [['run', '--colour', 'red']],
  ])('refuses %j with one line', (args) => {
    expect(() => read(args)).toThrow(UsageError);
  });

  it('says which key is missing only when one is needed', () => {
    expect(() => read(['fix'])).not.toThrow();
    expect(() => read(['run'])?.keyOf('claims')).toThrow('LOCKGATE_API_KEY');
  });
});

describe('a scheduled window', () => {
  it('is the same however late within its step the job comes to it', () => {
    const early = windowAt(new Date('2026-11-20T10:01:00.001Z'), 60, 24);
    const late = windowAt(new Date('2026-11-20T10:01:59.999Z'), 60, 24);
    expect(early).toEqual(late);
    expect(early.to.toISOString()).toBe('2026-11-20T10:01:00.000Z');
    expect(early.from.toISOString()).toBe('2026-11-19T10:01:00.000Z');
  });
});
