// The product's own door with the product's own use cases and log, without the pages.

import { takePort } from '@/lib/door/server';
import { readEnv, setEnv } from '@/lib/env';
import { setUpInstallation } from '@/lib/usecases/commands/set-up-installation';
import { firstAdministratorLines, openDoor, settleBootstrapKey } from '../bin/start/door';

process.on('message', (asked) => {
  if (asked === 'memory') process.send?.({ rss: process.memoryUsage().rss });
});

process.once('message', async () => {
  const port = await takePort(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port.number}`;
  setEnv({ publicUrl: url, authSecret: readEnv().authSecret ?? '' });
  await setUpInstallation('Bench');
  await settleBootstrapKey();
  const pages = { handle: async (_request: unknown, response: { end: () => unknown }) => void response.end() };
  port.open(openDoor(url), pages);
  const [, link = ''] = await firstAdministratorLines(url);
  process.send?.({ port: port.number, link: link.trim() });
});
