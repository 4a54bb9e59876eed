import autocannon from 'autocannon';
import { serveIn } from './children';
import { type Figure, figure, median } from './figures';
import type { Place } from './place';
import { context, program } from './program';

type Question = { name: string; path: string; method: 'GET' | 'POST'; headers: Record<string, string>; body?: string };

const questions = (key: string): Question[] => [
  {
    name: 'GET /authority, one answer',
    path: `/api/v1/programs/${program}/authority/${context}/reads?productLine=motor&geography=eu`,
    method: 'GET',
    headers: { authorization: `Bearer ${key}` },
  },
  {
    name: 'OFREP, one flag',
    path: `/ofrep/v1/evaluate/flags/${context}.reads`,
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ context: { targetingKey: 'CLM-88121', productLine: 'motor', geography: 'eu' } }),
  },
];

/** What the door answers, to be answered by the floor too; node adds date and connection on both sides alike. */
const answerOf = async (url: string, { path, method, headers, body }: Question) => {
  const response = await fetch(`${url}${path}`, { method, headers, ...(body && { body }) });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  const own = [...response.headers].filter(([name]) => !['date', 'connection', 'keep-alive'].includes(name));
  return { status: 200, headers: Object.fromEntries(own), body: text };
};

export type Pace = { rounds: number; seconds: number; connections: number };

const shoot = async (url: string, { path, method, headers, body }: Question, { seconds, connections }: Pace) => {
  const result = await autocannon({
    url: `${url}${path}`,
    method,
    headers,
    ...(body && { body }),
    connections,
    duration: seconds,
  });
  const bad = result.errors + result.timeouts + result.non2xx;
  if (bad > 0) throw new Error(`${method} ${path}: ${bad} of ${result.requests.total} went wrong`);
  return { perSecond: result.requests.total / result.duration, p99: result.latency.p99 };
};

const measure = async (place: Place, question: Question, pace: Pace): Promise<Figure> => {
  const answer = await answerOf(place.door.url, question);
  const bare = await serveIn('serve-bare.ts', answer, { PATH: process.env.PATH, NODE_ENV: 'production' }, place.log);
  try {
    // what answers all day is compiled; what was just started is not
    const warm = { ...pace, seconds: Math.min(3, 2 * pace.seconds) };
    for (const { url } of [bare, place.door]) await shoot(url, question, warm);
    const rounds: { door: Awaited<ReturnType<typeof shoot>>; bare: Awaited<ReturnType<typeof shoot>> }[] = [];
    for (let round = 0; round < pace.rounds; round++) {
      rounds.push({ bare: await shoot(bare.url, question, pace), door: await shoot(place.door.url, question, pace) });
    }
    const p99 = { value: median(rounds.map(({ door }) => door.p99)), floor: median(rounds.map((one) => one.bare.p99)) };
    const named = { name: question.name, unit: 'requests/s', floor: 'bare node:http, the same bytes' };
    const pairs = rounds.map(({ door, bare }) => ({ value: door.perSecond, floor: bare.perSecond }));
    return { ...figure(named, pairs), p99 };
  } finally {
    await bare.stop();
  }
};

/** Authority reads by key, from one process that asks to one that answers. */
export const measureReads = async (place: Place, key: string, pace: Pace): Promise<Figure[]> => {
  const figures: Figure[] = [];
  for (const question of questions(key)) figures.push(await measure(place, question, pace));
  return figures;
};
