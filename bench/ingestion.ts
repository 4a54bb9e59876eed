import { type Figure, figure } from './figures';
import type { Place } from './place';
import { openFloor } from './plain-copy';
import { program } from './program';
import { largeRun, smallRun } from './run-bodies';

// 1 MiB is the limit; a little is left so that the body's own length never decides.
const bodyBytes = 1_040_000;

export type Load = { rounds: number; large: number; small: number };

/** Sends one run and waits for its 201, which comes after commit. */
const send = async (place: Place, key: string, body: string): Promise<void> => {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const response = await fetch(`${place.door.url}/api/v1/programs/${program}/runs`, { method: 'POST', headers, body });
  const text = await response.text();
  if (response.status !== 201) throw new Error(`POST /runs: ${response.status} ${text.slice(0, 500)}`);
};

/** Bodies are made before the clock starts: making them is the sender's work. */
const timed = async (bodies: string[], work: (body: string) => Promise<void>): Promise<number> => {
  const began = performance.now();
  for (const body of bodies) await work(body);
  return performance.now() - began;
};

const series = (count: number, make: (name: string) => string, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => make(`${prefix}-${index}`));

/** Runs over HTTP to commit, one after the other on one connection, against COPY and against bare commits. */
export const measureIngestion = async (place: Place, key: string, load: Load): Promise<Figure[]> => {
  const floor = await openFloor(place.databaseUrl);
  const run = largeRun(bodyBytes);
  const post = (body: string) => send(place, key, body);
  try {
    await post(run.body('first'));
    const learnt = await floor.learn('bench', 'first');
    if (learnt !== run.discrepancies) throw new Error(`${learnt} rows were stored of ${run.discrepancies}`);
    for (const body of series(2, run.body, 'warm')) await post(body);
    await floor.copy('plain');

    const plain: { value: number; floor: number }[] = [];
    const keyed: { value: number; floor: number }[] = [];
    const commits: { value: number; floor: number }[] = [];
    for (let round = 0; round < load.rounds; round++) {
      const rows = load.large * run.discrepancies * 1000;
      const copies = { plain: 0, keyed: 0 };
      for (const table of ['plain', 'keyed'] as const) {
        for (let time = 0; time < load.large; time++) copies[table] += await floor.copy(table);
      }
      const sent = await timed(series(load.large, run.body, `large-${round}`), post);
      plain.push({ value: rows / sent, floor: rows / copies.plain });
      keyed.push({ value: rows / sent, floor: rows / copies.keyed });
      const small = await timed(series(load.small, smallRun, `small-${round}`), post);
      commits.push({
        value: (load.small * 1000) / small,
        floor: (load.small * 1000) / (await floor.commit(load.small)),
      });
    }
    const large = `POST /runs, ${run.discrepancies} discrepancies in ${(bodyBytes / 1_048_576).toFixed(2)} MiB`;
    const unit = 'discrepancies/s';
    return [
      figure({ name: large, unit, floor: 'COPY of the same rows, plain copy of the table' }, plain),
      figure({ name: 'the same', unit, floor: 'COPY, with the keys and indexes of the table' }, keyed),
      figure({ name: 'POST /runs, small', unit: 'runs/s', floor: 'INSERT of one row and commit' }, commits),
    ];
  } finally {
    await floor.close();
  }
};
