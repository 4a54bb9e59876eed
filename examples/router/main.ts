import { Lockgate } from './lockgate';
import { help, readOptions, UsageError } from './options';
import { Router } from './router';

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === null) process.stdout.write(help);
  else {
    const stop = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
    await new Router(new Lockgate(options.lockgate, options.program, options.key), options).run(stop.signal);
  }
} catch (error) {
  const usage = error instanceof UsageError;
  process.stderr.write(
    `${error instanceof Error ? error.message : 'Something failed.'}${usage ? ' See --help.' : ''}\n`,
  );
  process.exitCode = usage ? 2 : 1;
}
