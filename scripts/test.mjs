import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureChromium } from './setup/chromium.mjs';
import { readFlags } from './setup/flags.mjs';
import { prepare } from './setup/prepare.mjs';
import { root } from './setup/root.mjs';
import { plainly } from './setup/start.mjs';
import { runStep } from './setup/step.mjs';

const about = `Sets up what is missing and runs everything that must pass: format, lint, rooms, types, dead code, tests on
the rules and on a real database, and journeys in a real browser. The last line says how many passed and failed.`;

const binary = (path) => [process.execPath, join(root, 'node_modules', path)];

/** One static check counts as one test. */
const check = async (name, ...command) => {
  if ((await runStep(name, command)) === 0) return [1, 0];
  said.push(name);
  return [0, 1];
};

/** What failed, told once more at the end: a log is often kept by its last lines alone. */
const said = [];

/**
 * What a test runner reports as JSON, as `[passed, failed]`; a runner that fails otherwise counts as one failure.
 * `countIn` answers with how many passed, and with what failed.
 */
const tests = async (name, command, env, countIn) => {
  const folder = mkdtempSync(join(tmpdir(), 'lockgate-report-'));
  const file = join(folder, 'report.json');
  try {
    const code = await runStep(name, command(file), env(file));
    const [passed, failed] = countIn(JSON.parse(readFileSync(file, 'utf8')));
    const silent = passed + failed.length === 0 || (code !== 0 && failed.length === 0);
    const all = silent ? [`${name} ended with code ${code}`] : failed;
    said.push(...all);
    return [passed, all.length];
  } catch (error) {
    said.push(`${name} left no report: ${error.message}`);
    return [0, 1];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const firstLine = (message = '') => stripVTControlCharacters(message).trim().split('\n')[0];

/** The journeys below a suite that did not end as they should. */
const unexpectedIn = ({ title, specs = [], suites = [] }) => [
  ...specs
    .filter(({ ok }) => !ok)
    .map((spec) => {
      const [error] = spec.tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors));
      return `${title} > ${spec.title}: ${firstLine(error?.message)}`;
    }),
  ...suites.flatMap(unexpectedIn),
];

const vitest = () =>
  tests(
    'Tests on rules, database and API',
    (file) => [
      ...binary('vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
    ],
    () => ({}),
    ({ numPassedTests, testResults }) => [
      numPassedTests,
      testResults.flatMap(({ name, status, message, assertionResults }) => {
        const failed = assertionResults.filter((each) => each.status === 'failed');
        // a file that could not even be read, or that failed before or after its tests
        if (failed.length === 0 && status === 'failed') return [`${relative(root, name)}: ${firstLine(message)}`];
        return failed.map(
          (each) => `${relative(root, name)} > ${each.fullName}: ${firstLine(each.failureMessages[0])}`,
        );
      }),
    ],
  );

const journeys = async () => {
  const data = mkdtempSync(join(tmpdir(), 'lockgate-journeys-'));
  // the database's own user must come in, else root keeps the database elsewhere
  chmodSync(data, 0o711);
  try {
    const browser = await ensureChromium();
    return await tests(
      'Journeys in a browser',
      () => [...binary('@playwright/test/cli.js'), 'test', '--reporter=list,json'],
      (file) => ({ ...browser, PLAYWRIGHT_JSON_OUTPUT_FILE: file, LOCKGATE_E2E_DATA: data }),
      ({ stats, errors, suites }) => [
        stats.expected + stats.flaky,
        [...suites.flatMap(unexpectedIn), ...errors.map(({ message }) => firstLine(message))],
      ],
    );
  } catch (error) {
    said.push(error.message);
    return [0, 1];
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
};

const steps = {
  format: () => check('Format, lint and rooms', ...binary('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings'),
  types: async () => {
    const [, failed] = await check('Types of the routes', ...binary('next/dist/bin/next'), 'typegen');
    return failed ? [0, 1] : check('Types', ...binary('typescript/bin/tsc'), '--noEmit');
  },
  unused: () => check('Unused files, exports and packages', ...binary('knip/bin/knip.js')),
  vitest,
  journeys,
};

plainly(async () => {
  const flags = readFlags('test', `${about}\nNames of steps run only those: ${Object.keys(steps).join(', ')}.`, []);
  if (!flags) return 0;
  // tests meet no database and no secret of whoever runs them
  for (const name of Object.keys(process.env)) {
    if (/^(DATABASE_URL|HOST|NODE_ENV|LOG_LEVEL|(AUTH|LOCKGATE)_.*)$/.test(name)) delete process.env[name];
  }
  process.env.NEXT_TELEMETRY_DISABLED = '1';
  process.chdir(root);
  let passed = 0;
  let failed = 0;
  try {
    await prepare({ build: false });
    const chosen = flags.rest.length ? flags.rest : Object.keys(steps);
    for (const name of chosen) {
      const [more, fewer] = (await steps[name]?.()) ?? [0, 1];
      passed += more;
      failed += fewer;
    }
  } catch (error) {
    said.push(error.message);
    failed += 1;
  }
  if (said.length > 0) console.log(`\nFailed:\n${said.map((line) => `- ${line}`).join('\n')}\n`);
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 || passed === 0 ? 1 : 0;
});
