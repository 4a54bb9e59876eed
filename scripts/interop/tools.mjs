import { cpSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Missing, reasonIn, run } from './command.mjs';

/** What target's lost column does to a comparison that needs it: anything but a pass. */
const broke = ['errored', 'refused', 'nothing sent', 'unknown', 'inconclusive', 'not_run'];

const needs = async (command, args, options, reason) => {
  const { code, said } = await run(command, args, options);
  if (code !== 0) throw new Missing(reason);
  return said;
};

const javaIsThere = async (options) => {
  const java = options.env.JAVA_HOME ? join(options.env.JAVA_HOME, 'bin', 'java') : 'java';
  const said = await needs(java, ['-version'], options, 'no Java is here; Spark 4 needs 17 or later');
  const major = Number(/version "(\d+)/.exec(said)?.[1] ?? 0);
  if (major < 17) throw new Missing(`the Java here is ${major || 'of an unknown version'}; Spark 4 needs 17 or later`);
};

const auditHelper = async (folder, { dbtPackages, ...options }) => {
  const { code, said } = await run('dbt', ['deps'], { ...options, cwd: folder });
  if (code === 0) return [];
  const packages = ['audit_helper', 'dbt_utils'];
  if (dbtPackages !== null && packages.every((name) => existsSync(join(dbtPackages, name, 'dbt_project.yml')))) {
    for (const name of packages) {
      cpSync(join(dbtPackages, name), join(folder, 'dbt_packages', name), { recursive: true });
    }
    return [];
  }
  rmSync(join(folder, 'models/audit'), { recursive: true });
  rmSync(join(folder, 'packages.yml'));
  const lacking = dbtPackages === null ? '' : `, and ${dbtPackages} does not hold ${packages.join(' and ')}`;
  return [`audit_helper, since dbt deps could not fetch it${lacking}: ${reasonIn(said)}`];
};

/**
 * The tools, each with its folder in examples/. `runs` are what it sends: by which source, what that compares, and which
 * outcomes are right, with the databases whole and without target's column `interest`. A run with an `externalId` is not
 * pushed but told of by the tool itself, and looked for by that. `check` throws Missing where something is lacking;
 * `prepare` resolves to the reasons for parts that are, and a run of a `part` is left out where that is not there.
 */
export const tools = [
  {
    name: 'dbt',
    distribution: 'dbt-core',
    prepare: auditHelper,
    runs: [
      { source: 'dbt-payments', compares: 'payments, tests', whole: ['mismatch'], broken: broke },
      { source: 'dbt-claims', compares: 'claims, tests', whole: ['mismatch'], broken: ['mismatch'] },
      {
        source: 'audit-payments-rows',
        compares: 'payments, rows',
        whole: ['mismatch'],
        broken: [...broke, 'mismatch'],
        part: 'models/audit',
      },
      {
        source: 'audit-payments-columns',
        compares: 'payments, columns',
        whole: ['mismatch'],
        broken: [...broke, 'mismatch'],
        part: 'models/audit',
      },
      {
        source: 'audit-claims-rows',
        compares: 'claims, rows',
        whole: ['mismatch'],
        broken: [...broke, 'mismatch'],
        part: 'models/audit',
      },
    ],
  },
  {
    name: 'google-dvt',
    distribution: 'google-pso-data-validator',
    runs: [
      {
        source: 'dvt-columns',
        compares: 'payments, statistics',
        whole: ['mismatch'],
        // it passes over a column that one side lacks, and says so on the terminal only
        broken: [...broke, 'mismatch'],
      },
      { source: 'dvt-rows', compares: 'payments, rows', whole: ['mismatch'], broken: broke },
      { source: 'dvt-groups', compares: 'claims, by group', whole: ['match'], broken: [...broke, 'match'] },
      { source: 'dvt-schema', compares: 'claims, schema', whole: ['match'], broken: [...broke, 'match'] },
    ],
  },
  {
    name: 'great-expectations',
    distribution: 'great-expectations',
    runs: [
      { source: 'gx-statistics', compares: 'payments, statistics', whole: ['mismatch'], broken: broke },
      { source: 'gx-by-line', compares: 'payments, a query', whole: ['mismatch'], broken: ['mismatch'] },
    ],
  },
  {
    name: 'data-diff',
    distribution: 'reladiff',
    runs: [
      { source: 'reladiff-payments', compares: 'payments, counts', whole: ['mismatch'], broken: broke },
      { source: 'reladiff-payments-rows', compares: 'payments, rows', whole: ['mismatch'], broken: broke },
      { source: 'reladiff-claims', compares: 'claims, counts', whole: ['mismatch'], broken: [...broke, 'mismatch'] },
    ],
  },
  {
    name: 'spark-openlineage',
    distribution: 'pyspark',
    check: javaIsThere,
    fetches: /unresolved dependenc/i,
    runs: [
      {
        source: 'spark-payments',
        externalId: /^[0-9a-f]{8}-/,
        compares: 'payments, tests',
        whole: ['mismatch'],
        broken: broke,
      },
      {
        source: 'spark-payments',
        externalId: /^\d{4}-\d\d-\d\d/,
        compares: 'payments, rows written',
        whole: ['match'],
        broken: [...broke, 'match'],
      },
    ],
  },
];
