import { fileURLToPath } from 'node:url';
import { readConfig } from './config';
import { prepare, release } from './data/prepare';
import { help, type Options, readOptions, UsageError } from './options';
import { runOnce, watch } from './watch';

const commands: Record<Options['command'], (options: Options) => Promise<number>> = {
  prepare: async (options) => {
    const began = performance.now();
    const rows = await prepare(options);
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`demo_legacy and demo_target are ready: ${rows} rows written in ${seconds} s.\n`);
    return 0;
  },
  run: async (options) => ((await runOnce(options, readConfig(options.config), new Date())) === 0 ? 0 : 1),
  watch: async (options) => {
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
    await watch(options, readConfig(options.config), stop.signal);
    return 0;
  },
  fix: async ({ server }) => {
    const payments = await release(server, 'fixed');
    process.stdout.write(`Target 2.14.1 is out: ${payments} payments got back what the instalments had lost.\n`);
    return 0;
  },
  break: async ({ server }) => {
    const payments = await release(server, 'broken');
    process.stdout.write(`Target 2.14.0 is back: ${payments} payments in instalments were cut again.\n`);
    return 0;
  },
};

const main = async (): Promise<number> => {
  const options = readOptions(
    process.argv.slice(2),
    process.env,
    fileURLToPath(new URL('./reconcile.yaml', import.meta.url)),
  );
  if (options !== null) return commands[options.command](options);
  process.stdout.write(help);
  return 0;
};

try {
  process.exitCode = await main();
} catch (error) {
  const usage = error instanceof UsageError;
  process.stderr.write(
    `${error instanceof Error ? error.message : 'Something failed.'}${usage ? ' See --help.' : ''}\n`,
  );
  process.exitCode = usage ? 2 : 1;
}
