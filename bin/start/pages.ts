import next from 'next';
import type { Pages } from '@/lib/door/server';

/** Next over the pages of `folder`; `port` and `host` are what it writes into addresses. */
export const openPages = async (options: {
  folder: string;
  development: boolean;
  port: number;
  host: string;
}): Promise<Pages & { close: () => Promise<void> }> => {
  const { folder: dir, development: dev, port, host: hostname } = options;
  const app = next({ dir, dev, port, hostname, customServer: true });
  await app.prepare();
  const handle = app.getRequestHandler();
  const upgrade = dev ? app.getUpgradeHandler() : undefined;
  return {
    handle: (request, response) => handle(request, response),
    ...(upgrade && { upgrade }),
    close: () => app.close(),
  };
};
