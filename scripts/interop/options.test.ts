import { describe, expect, it } from 'vitest';
import { PlainProblem } from '../setup/plain-problem.mjs';
import { readInteropOptions } from './options.mjs';

const names = ['dbt', 'data-diff'];
const read = (args: string[], env: Record<string, string> = {}) => readInteropOptions(args, env, names, '/from');

describe('the command line of the interop run', () => {
  it('runs every tool beside a demo of its own when nothing is said', () => {
    expect(read([])).toMatchObject({ tools: names, running: null, port: 3900, python: null, dbtPackages: null });
    expect(read([])?.folder).toMatch(/\.lockgate-interop$/);
  });

  it('takes a Lockgate that runs, with the key from the environment where none is said', () => {
    const place = ['--url', 'http://localhost:3000/', '--server', 'postgres://localhost/postgres'];
    const running = { url: 'http://localhost:3000', server: 'postgres://localhost/postgres' };
    expect(read(place, { LOCKGATE_API_KEY: 'a' })?.running).toEqual({ ...running, key: 'a' });
    expect(read([...place, '--key', 'b'], { LOCKGATE_API_KEY: 'a' })?.running).toEqual({ ...running, key: 'b' });
  });

  it('keeps the order of tools, and means folders from where one stands', () => {
    const options = read(['data-diff', 'dbt', '--data', 'x', '--dbt-packages', 'y']);
    expect(options).toMatchObject({ tools: names, folder: '/from/x', dbtPackages: '/from/y' });
  });

  it.each([
    [['spark']],
    [['--port', '0']],
    [['--port', 'x']],
    [['--colour', 'red']],
    [['--url', 'nowhere', '--key', 'a', '--server', 'b']],
    [['--url', 'ftp://localhost', '--key', 'a', '--server', 'b']],
    [['--url', 'http://localhost:3000']],
    [['--key', 'a']],
    [['--server', 'postgres://localhost/postgres']],
  ])('refuses %j with one line', (args) => {
    expect(() => read(args)).toThrow(PlainProblem);
  });

  it('gives help to whoever asks', () => {
    expect(read(['--help'])).toBeNull();
  });
});
