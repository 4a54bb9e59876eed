import { setTimeout as sleep } from 'node:timers/promises';
import { log } from '@/lib/log';
import { type EmbeddedPostgres, startPostgres } from './embedded';

/** The embedded server, brought back whenever it dies while this process lives. */
export type KeptPostgres = { url: string; started: boolean; release: () => Promise<void> };

/** Starts or adopts the server as `startPostgres` does. `onMoved` hears of a new address after it had to be restarted. */
export const keepPostgres = async (dataFolder: string, onMoved: (url: string) => void): Promise<KeptPostgres> => {
  let current = await startPostgres(dataFolder);
  const { url, started } = current;
  let released = false;

  const restart = async (): Promise<EmbeddedPostgres> => {
    for (;;) {
      try {
        return await startPostgres(dataFolder);
      } catch (error) {
        log.error({ err: error }, 'the embedded database does not start again yet');
        await sleep(2000);
      }
    }
  };
  const watch = async (): Promise<void> => {
    await current.gone;
    while (!released) {
      log.warn('the embedded database is gone and is started again');
      const before = current.url;
      current = await restart();
      if (current.url !== before) onMoved(current.url);
      if (!released) await current.gone;
    }
  };
  const watching = watch();

  return {
    url,
    started,
    release: async () => {
      released = true;
      await current.release();
      await watching;
      // it may have come back while it was let go
      await current.release();
    },
  };
};
