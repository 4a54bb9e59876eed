import { parseArgs } from 'node:util';

export const help = `reconcile-sql: compares two PostgreSQL databases and sends the results to Lockgate.

  npx tsx examples/reconcile-sql/main.ts <command> [options]

  prepare   make the databases demo_legacy and demo_target on the server, filled up to now
  run       compare once and send the runs
  watch     compare on a schedule until stopped
  fix       ship the target's release without its payment defect
  break     bring the release with the defect back

  --server URL     the PostgreSQL server (or RECONCILE_SERVER), e.g. postgres://postgres@localhost:5432/postgres
  --lockgate URL   where Lockgate is (or LOCKGATE_URL; http://localhost:3000)
  --key KEY        an API key with runs:write and program:read (or LOCKGATE_API_KEY;
                   LOCKGATE_API_KEY_<PROGRAM> for one program, e.g. LOCKGATE_API_KEY_CLAIMS)
  --config FILE    what to compare (reconcile.yaml beside this file)
  --program SLUG   only this program
  --context SLUG   only this context
  --every 60s      watch: the schedule, in s, m or h
  --trickle        watch: let new business happen in both databases before each comparison
  --days N         prepare: how many days of data (14)
  --seed N         prepare: another history of the same shape (1)
  --recreate       prepare: drop what is there first
  --dry-run        run: print the runs instead of sending them
`;

export const commands = ['prepare', 'run', 'watch', 'fix', 'break'] as const;
export type Command = (typeof commands)[number];

export type Options = {
  command: Command;
  server: string;
  lockgate: string;
  keyOf: (program: string) => string;
  config: string;
  program: string | null;
  context: string | null;
  everySeconds: number;
  trickle: boolean;
  days: number;
  seed: number;
  recreate: boolean;
  dryRun: boolean;
};

/** A wrong call: its message is one line for the person who made it. */
export class UsageError extends Error {}

const secondsOf = (text: string): number => {
  const parts = /^(\d{1,5})(s|m|h)?$/.exec(text);
  const seconds =
    Number(parts?.[1] ?? 0) * { s: 1, m: 60, h: 3600 }[parts?.[2] === 'm' || parts?.[2] === 'h' ? parts[2] : 's'];
  if (seconds < 5 || seconds > 86_400) throw new UsageError('--every must be between 5s and 24h.');
  return seconds;
};

const numberOf = (name: string, text: string, least: number, most: number): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new UsageError(`--${name} must be a whole number from ${least} to ${most}.`);
  }
  return value;
};

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        server: { type: 'string' },
        lockgate: { type: 'string' },
        key: { type: 'string' },
        config: { type: 'string' },
        program: { type: 'string' },
        context: { type: 'string' },
        every: { type: 'string', default: '60s' },
        trickle: { type: 'boolean', default: false },
        days: { type: 'string', default: '14' },
        seed: { type: 'string', default: '1' },
        recreate: { type: 'boolean', default: false },
        'dry-run': { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options cannot be read.');
  }
};

/** Reads the command line; null when help was asked for. @throws UsageError */
export const readOptions = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
  defaultConfig: string,
): Options | null => {
  const { values, positionals } = parse(args);
  if (values.help) return null;
  const command = commands.find((name) => name === positionals[0]);
  if (command === undefined || positionals.length > 1) throw new UsageError(`Say one of: ${commands.join(', ')}.`);
  const server = values.server ?? environment.RECONCILE_SERVER;
  if (server === undefined) throw new UsageError('Say which PostgreSQL server: --server or RECONCILE_SERVER.');
  if (!URL.canParse(server))
    throw new UsageError('--server must be a URL such as postgres://user@localhost:5432/postgres.');
  const keyOf = (program: string): string => {
    const own = environment[`LOCKGATE_API_KEY_${program.toUpperCase().replaceAll('-', '_')}`];
    const key = values.key ?? own ?? environment.LOCKGATE_API_KEY;
    if (key === undefined) throw new UsageError('Say which API key: --key or LOCKGATE_API_KEY.');
    return key;
  };
  return {
    command,
    server,
    lockgate: values.lockgate ?? environment.LOCKGATE_URL ?? 'http://localhost:3000',
    keyOf,
    config: values.config ?? defaultConfig,
    program: values.program ?? null,
    context: values.context ?? null,
    everySeconds: secondsOf(values.every),
    trickle: values.trickle,
    days: numberOf('days', values.days, 1, 60),
    seed: numberOf('seed', values.seed, 0, 1_000),
    recreate: values.recreate,
    dryRun: values['dry-run'],
  };
};
