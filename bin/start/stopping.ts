import { npmScript } from '@/lib/env';
import { log } from '@/lib/log';

/** What was started, to be stopped in reverse order by whatever ends the process. */
export type Stopping = {
  /** Aborts when the process was asked to end; long steps of the start heed it. */
  signal: AbortSignal;
  add: (name: string, stop: () => unknown) => void;
  /** Waits for `start` to reach a standstill, stops everything, and resolves. */
  stopAll: (start: Promise<unknown>) => Promise<void>;
};

const patience = 45_000;

/** Listens for the signals that end a process, and for the end of the npm that started it. */
export const createStopping = (): Stopping => {
  const controller = new AbortController();
  const stops: { name: string; stop: () => unknown }[] = [];
  let stopped: Promise<void> | undefined;

  // npm hands on a signal that the terminal has already sent, so a second one means nothing new
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => controller.abort());
  abortWithParent(controller);

  const run = async (start: Promise<unknown>) => {
    setTimeout(() => process.exit(1), patience).unref();
    await start.catch(() => undefined);
    for (const { name, stop } of stops.reverse()) {
      try {
        await stop();
      } catch (error) {
        log.error({ err: error }, `${name} did not stop cleanly`);
      }
    }
  };
  return {
    signal: controller.signal,
    add: (name, stop) => stops.push({ name, stop }),
    stopAll: (start) => {
      stopped ??= run(start);
      return stopped;
    },
  };
};

/** A killed npm leaves its child without a word; under npm, losing the parent counts as a signal. */
const abortWithParent = (controller: AbortController): void => {
  const parent = process.ppid;
  if (!npmScript() || parent <= 1) return;
  setInterval(() => {
    if (process.ppid !== parent) controller.abort();
  }, 500).unref();
};
