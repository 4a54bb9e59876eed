import { openDoor } from '@/bin/start/door';
import { takePort } from '@/lib/door/server';
import { setEnv } from '@/lib/env';
import { keepTime } from '@/lib/work/keep-time';

// The API in a process of its own, to be killed: the database is the one of DATABASE_URL, the port any free one.

const port = await takePort(0, '127.0.0.1');
const publicUrl = `http://127.0.0.1:${port.number}`;
setEnv({ publicUrl });
port.open(openDoor(publicUrl), {
  handle: async (_, response) => {
    response.writeHead(404).end();
  },
});
keepTime();
console.log(`port ${port.number}`);
