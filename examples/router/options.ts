import { parseArgs } from 'node:util';

export const help = `router: routes made-up requests by Lockgate's answers, and tells Lockgate what it did.

  npx tsx examples/router/main.ts --program SLUG --router SLUG [options]

  --program SLUG          the program
  --router SLUG           the router, as the manifest declares it
  --lockgate URL          where Lockgate is (or LOCKGATE_URL; http://localhost:3000)
  --key KEY               an API key with authority:read and observations:write (or LOCKGATE_API_KEY)
  --dimension NAME=A,B    a dimension of the requests and its values; once for each
  --rate N                requests a second (5)
`;

export type Options = {
  lockgate: string;
  program: string;
  router: string;
  key: string;
  dimensions: Map<string, string[]>;
  rate: number;
};

/** A wrong call: its message is one line for the person who made it. */
export class UsageError extends Error {}

const dimensionsOf = (told: readonly string[]): Map<string, string[]> =>
  new Map(
    told.map((text) => {
      const [name = '', values = ''] = text.split('=');
      if (name === '' || values === '') throw new UsageError('--dimension is written NAME=A,B.');
      return [name, values.split(',')];
    }),
  );

const parse = (args: readonly string[]) => {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        lockgate: text,
        program: text,
        router: text,
        key: text,
        dimension: { type: 'string', multiple: true, default: [] },
        rate: { type: 'string', default: '5' },
        help: { type: 'boolean', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options cannot be read.');
  }
};

/** Reads the command line; null when help was asked for. @throws UsageError */
export const readOptions = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options | null => {
  const values = parse(args);
  if (values.help) return null;
  const { program, router } = values;
  const key = values.key ?? environment.LOCKGATE_API_KEY;
  if (program === undefined || router === undefined) throw new UsageError('Say --program and --router.');
  if (key === undefined) throw new UsageError('Say which API key: --key or LOCKGATE_API_KEY.');
  const rate = Number(values.rate);
  if (!Number.isInteger(rate) || rate < 1 || rate > 100) throw new UsageError('--rate must be from 1 to 100.');
  const lockgate = values.lockgate ?? environment.LOCKGATE_URL ?? 'http://localhost:3000';
  return { lockgate, program, router, key, dimensions: dimensionsOf(values.dimension), rate };
};
