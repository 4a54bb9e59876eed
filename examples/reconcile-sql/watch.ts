import { setTimeout as sleep } from 'node:timers/promises';
import { deliverBesides } from './besides';
import type { Config, ContextConfig } from './config';
import { connected, urlOf } from './data/databases';
import { topUp } from './data/top-up';
import type { Options } from './options';
import { compareProgram, windowAt } from './runs';
import { type Delivery, deliverRun } from './send/deliver';
import { contextsUnderWay } from './send/lockgate';

const say = (line: string): void => {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
};

const told = (program: string, deliveries: readonly Delivery[]): number => {
  for (const { what, said } of deliveries) say(`${program} ${what} ${said}`);
  return deliveries.filter(({ ok }) => !ok).length;
};

/** Compares what `due` names once and sends what came of it. Answers with the number of runs that were not accepted. */
export const runOnce = async (
  options: Options,
  config: Config,
  now: Date,
  due: (context: ContextConfig) => boolean = () => true,
): Promise<number> => {
  const window = windowAt(now, options.everySeconds, config.windowHours);
  let refused = 0;
  for (const { slug: program, contexts } of config.programs) {
    if (options.program !== null && options.program !== program) continue;
    const lockgate = options.dryRun ? null : { url: options.lockgate, key: options.keyOf(program) };
    const underWay = lockgate === null ? null : await contextsUnderWay(lockgate, program);
    const wanted = (context: ContextConfig): boolean =>
      due(context) &&
      (options.context === null || options.context === context.slug) &&
      (underWay === null || underWay.has(context.slug));
    for (const run of await compareProgram(options.server, config, program, wanted, window)) {
      if (lockgate === null) {
        process.stdout.write(`${JSON.stringify(run)}\n`);
        continue;
      }
      const context = contexts.find(({ slug }) => slug === run.context);
      refused += told(program, await deliverRun(lockgate, program, run, context));
    }
  }
  return refused;
};

/** The releases that made the target's data, of all programs. */
const releasesOf = async (options: Options, config: Config): Promise<string> =>
  connected(urlOf(options.server, 'target'), async (client) => {
    const versions: unknown[] = [];
    for (const { targetVersion } of config.programs) {
      const { rows } = await client.query({ text: targetVersion, rowMode: 'array' });
      versions.push(rows[0]?.[0]);
    }
    return versions.join(' ');
  });

/** Compares at every full step of the schedule until `stop` is aborted; a turn that fails is said and passed over. */
export const watch = async (options: Options, config: Config, stop: AbortSignal): Promise<void> => {
  const step = options.everySeconds * 1000;
  let compared: string | null = null;
  for (let turn = 0; !stop.aborted; turn += 1) {
    try {
      if (options.trickle) await topUp(options.server, 2);
      const releases = await releasesOf(options, config);
      const renewed = releases !== compared;
      const now = new Date();
      await runOnce(options, config, now, ({ turns }) => renewed || turn % turns === 0);
      compared = releases;
      const besides = { minutes: turn === 0 ? 60 : 20, elsewhere: turn % 60 === 0 };
      for (const { program, deliveries } of await deliverBesides(options, config, now, besides)) {
        told(program, deliveries);
      }
    } catch (error) {
      say(`this turn failed and the next one will try again: ${error instanceof Error ? error.message : 'unknown'}`);
    }
    await sleep(step - (Date.now() % step), undefined, { signal: stop }).catch(() => undefined);
  }
};
