import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Figure, figure } from './figures';
import type { Place } from './place';
import { openFloor } from './plain-copy';
import { program } from './program';
import { announcingRun, lineBlocks } from './run-bodies';

export type StreamLoad = { rounds: number; lines: number; many: number };

/** How much memory the door held before a stream, and at most while it came; bytes. */
export type Memory = { lines: number; before: number; most: number };

const runs = `/api/v1/programs/${program}/runs`;

const announce = async (place: Place, key: string, name: string, lines: number): Promise<string> => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = announcingRun(name, lines);
  const response = await fetch(`${place.door.url}${runs}`, { method: 'POST', headers, body });
  const answer = (await response.json()) as { id: string };
  if (response.status !== 201) throw new Error(`POST /runs: ${response.status} ${JSON.stringify(answer)}`);
  return answer.id;
};

/** Sends lines as the door takes them, and waits for the 201 that comes after commit; milliseconds. */
const stream = async (place: Place, key: string, run: string, blocks: Iterable<Buffer>): Promise<number> => {
  const began = performance.now();
  const sent = request(`${place.door.url}${runs}/${run}/discrepancies`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/x-ndjson' },
  });
  const answered = new Promise<void>((resolve, reject) => {
    sent.on('error', reject);
    sent.on('response', (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (part: string) => (text += part));
      response.on('end', () => {
        if (response.statusCode === 201) resolve();
        else reject(new Error(`POST …/discrepancies: ${response.statusCode} ${text.slice(0, 500)}`));
      });
    });
  });
  await Promise.all([pipeline(Readable.from(blocks), sent), answered]);
  return performance.now() - began;
};

const watched = async (place: Place, work: () => Promise<unknown>): Promise<Omit<Memory, 'lines'>> => {
  const before = await place.door.memory();
  let most = before;
  let going = true;
  const watching = (async () => {
    while (going) {
      most = Math.max(most, await place.door.memory());
      await new Promise((resume) => setTimeout(resume, 100));
    }
  })();
  await work().finally(() => {
    going = false;
  });
  await watching;
  return { before, most };
};

/** Lines over HTTP to commit, against COPY of the same rows into the same table; and the memory that a million takes. */
export const measureStreaming = async (
  place: Place,
  key: string,
  load: StreamLoad,
): Promise<{ figures: Figure[]; memory: Memory }> => {
  const floor = await openFloor(place.databaseUrl);
  try {
    const blocks = [...lineBlocks(load.lines)];
    const once = async (name: string) => stream(place, key, await announce(place, key, name, load.lines), blocks);
    await once('stream-first');
    const learnt = await floor.learn('bench', 'stream-first');
    if (learnt !== load.lines) throw new Error(`${learnt} rows were stored of ${load.lines}`);
    await floor.copySame();
    const rounds: { value: number; floor: number }[] = [];
    for (let round = 0; round < load.rounds; round++) {
      const copied = await floor.copySame();
      const sent = await once(`stream-${round}`);
      rounds.push({ value: (load.lines * 1000) / sent, floor: (load.lines * 1000) / copied });
    }
    const name = `POST …/discrepancies, ${load.lines} lines`;
    const told = { name, unit: 'discrepancies/s', floor: 'COPY of the same rows into the same table' };
    const run = await announce(place, key, 'stream-many', load.many);
    const memory = await watched(place, () => stream(place, key, run, lineBlocks(load.many)));
    return { figures: [figure(told, rounds)], memory: { lines: load.many, ...memory } };
  } finally {
    await floor.close();
  }
};
