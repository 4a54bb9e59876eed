import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Figure } from './figures';
import { measureIngestion } from './ingestion';
import { measurePages, type PageFigure } from './pages';
import { openPlace } from './place';
import { setUpProgram } from './program';
import { measureReads } from './reads';
import { type Memory, measureStreaming } from './streaming';

const results = fileURLToPath(new URL('results/', import.meta.url));

const paces = {
  whole: {
    reads: { rounds: 5, seconds: 4, connections: 16 },
    ingestion: { rounds: 5, large: 4, small: 40 },
    streaming: { rounds: 5, lines: 200_000, many: 1_000_000 },
    pages: { times: 25, small: { runs: 20, fold: 1 }, large: { runs: 1_020, fold: 20 } },
  },
  quick: {
    reads: { rounds: 1, seconds: 1, connections: 16 },
    ingestion: { rounds: 1, large: 1, small: 5 },
    streaming: { rounds: 1, lines: 20_000, many: 50_000 },
    pages: { times: 3, small: { runs: 20, fold: 1 }, large: { runs: 60, fold: 2 } },
  },
};

const shown = (value: number): string => Math.round(value).toLocaleString('en').replaceAll(',', ' ');

const lines = (figures: Figure[]): string =>
  figures
    .map(({ name, unit, value, floor, ratio, p99 }) => {
      const late = p99 ? `\n    p99 ${p99.value} ms, floor ${p99.floor} ms` : '';
      return `  ${name}\n    ${shown(value)} ${unit}, floor ${shown(floor.value)} (${floor.name}), ratio ${ratio.toFixed(2)}${late}`;
    })
    .join('\n');

const mebibytes = (bytes: number): string => `${Math.round(bytes / 1_048_576)} MiB`;

const memoryLine = ({ lines: count, before, most }: Memory): string =>
  `  memory of the door while ${shown(count)} lines come\n    ${mebibytes(before)} before, ${mebibytes(most)} at most`;

const pageLine = ({ name, few, many, ratio }: PageFigure): string =>
  `  ${name}\n    ${few.toFixed(1)} ms, then ${many.toFixed(1)} ms, ratio ${ratio.toFixed(2)}`;

/** Measures, prints and writes down. Resolves to the exit code. */
export const bench = async ({ quick }: { quick: boolean }): Promise<number> => {
  const pace = quick ? paces.quick : paces.whole;
  const { rounds, seconds, connections } = pace.reads;
  const began = new Date();
  const place = await openPlace();
  try {
    const key = await setUpProgram(place.door.url, String(place.door.said.link));
    console.log(`Authority reads: ${connections} connections, ${rounds} × ${seconds} s each, in turn with the floor`);
    const reads = await measureReads(place, key, pace.reads);
    console.log(lines(reads));
    console.log(`Ingestion: one connection, ${pace.ingestion.rounds} rounds in turn with the floor, to commit`);
    const ingestion = await measureIngestion(place, key, pace.ingestion);
    console.log(lines(ingestion));
    console.log(`Streams: one connection, ${pace.streaming.rounds} rounds in turn with the floor, to commit`);
    const streaming = await measureStreaming(place, key, pace.streaming);
    console.log(lines(streaming.figures));
    console.log(memoryLine(streaming.memory));
    // A database of their own: what was streamed before is not what the pages are about.
    const other = await openPlace();
    const pages = await (async () => {
      const own = await setUpProgram(other.door.url, String(other.door.said.link));
      return measurePages(other, own, pace.pages);
    })().finally(other.close);
    console.log(`Pages: server time among ${shown(pages.few)} discrepancies, then among ${shown(pages.many)}`);
    console.log(pages.pages.map(pageLine).join('\n'));
    const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
    mkdirSync(results, { recursive: true });
    const file = `${results}${began.toISOString().replaceAll(':', '-')}.json`;
    writeFileSync(
      file,
      `${JSON.stringify({ at: began, machine, pace, reads, ingestion, streaming, pages }, null, 2)}\n`,
    );
    const took = Math.round((Date.now() - began.getTime()) / 1000);
    console.log(`Medians of the rounds, loopback only, ${took} s in all. Written to ${file}`);
    return 0;
  } finally {
    await place.close();
  }
};
