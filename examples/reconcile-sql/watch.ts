import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from './config';
import { topUp } from './data/top-up';
import type { Options } from './options';
import { compareProgram, type Layers, windowAt } from './runs';
import { contextsUnderWay, sendRun } from './send/lockgate';

const say = (line: string): void => {
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
};

/** Compares every program once and sends what came of it. Answers with the number of runs that were not accepted. */
export const runOnce = async (options: Options, config: Config, now: Date, layers: Layers): Promise<number> => {
  const window = windowAt(now, options.everySeconds, config.windowHours);
  let refused = 0;
  for (const { slug: program } of config.programs) {
    if (options.program !== null && options.program !== program) continue;
    const lockgate = options.dryRun ? null : { url: options.lockgate, key: options.keyOf(program) };
    const underWay = lockgate === null ? null : await contextsUnderWay(lockgate, program);
    const wanted = (context: string): boolean =>
      (options.context === null || options.context === context) && (underWay === null || underWay.has(context));
    for (const run of await compareProgram(options.server, config, program, wanted, window, layers)) {
      if (lockgate === null) {
        process.stdout.write(`${JSON.stringify(run)}\n`);
        continue;
      }
      const sent = await sendRun(lockgate, program, run);
      if (!sent.ok) refused += 1;
      const what = sent.ok ? `${sent.outcome}${sent.again ? ' (sent before)' : ''}` : `refused: ${sent.detail}`;
      say(`${program} ${run.externalId} ${what}`);
    }
  }
  return refused;
};

/** Statistics and consumers' queries move slowly; they are compared at every fifth turn. */
const layersAt = (turn: number): Layers => (turn % 5 === 0 ? 'all' : 'outcomes');

/** Compares at every full step of the schedule until `stop` is aborted; a turn that fails is said and passed over. */
export const watch = async (options: Options, config: Config, stop: AbortSignal): Promise<void> => {
  const step = options.everySeconds * 1000;
  for (let turn = 0; !stop.aborted; turn += 1) {
    try {
      if (options.trickle) await topUp(options.server, 2);
      await runOnce(options, config, new Date(), layersAt(turn));
    } catch (error) {
      say(`this turn failed and the next one will try again: ${error instanceof Error ? error.message : 'unknown'}`);
    }
    await sleep(step - (Date.now() % step), undefined, { signal: stop }).catch(() => undefined);
  }
};
