import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Port, takePort } from '@/lib/door/server';
import { SetupProblem } from '@/lib/setup-problem';
import type { StartOptions } from './options';

type Note = { pid: number; url: string };

/** A start that finds Lockgate running on the same data and port: nothing is wrong, and there is nothing to do. */
export class AlreadyRunning extends Error {}

/**
 * Takes the port and leaves a note in the data folder of who has it; `release` removes the note. `alone` is false where
 * another Lockgate runs on the same data.
 */
export const claimPort = async (
  { port: number, dataFolder }: StartOptions,
  host: string | undefined,
  publicUrl: string | undefined,
): Promise<{ port: Port; url: string; alone: boolean; release: () => void }> => {
  const file = join(dataFolder, `server-${number}.json`);
  const port = await takePort(number, host).catch((problem: unknown) => {
    const note = readNote(file);
    if (note && isAlive(note.pid)) {
      throw new AlreadyRunning(
        `Lockgate already runs on this data at ${note.url} (process ${note.pid}). \
Use it there, stop it first, or start another beside it with --port.`,
      );
    }
    throw problem;
  });
  const url = publicUrl ?? `http://localhost:${port.number}`;
  try {
    mkdirSync(dataFolder, { recursive: true });
    writeFileSync(file, JSON.stringify({ pid: process.pid, url } satisfies Note));
  } catch {
    await port.close(0);
    throw new SetupProblem(
      `Cannot write to the folder ${dataFolder}: make it writable, or choose another with --data.`,
    );
  }
  return { port, url, alone: !hasNeighbour(dataFolder), release: () => rmSync(file, { force: true }) };
};

const hasNeighbour = (dataFolder: string): boolean =>
  readdirSync(dataFolder)
    .filter((name) => /^server-\d+\.json$/.test(name))
    .map((name) => readNote(join(dataFolder, name)))
    .some((note) => note !== undefined && note.pid !== process.pid && isAlive(note.pid));

const readNote = (file: string): Note | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Note;
  } catch {
    return undefined;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
