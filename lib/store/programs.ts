import type { ProgramState } from '@/lib/domain/decision/world';
import type { Program } from '@/prisma/generated/client';
import type { Db } from './database';

export type ProgramRow = Program;

export const findProgram = (db: Db, slug: string): Promise<ProgramRow | null> =>
  db.program.findUnique({ where: { slug } });

export const findProgramById = (db: Db, id: string): Promise<ProgramRow | null> =>
  db.program.findUnique({ where: { id } });

export const listPrograms = (db: Db): Promise<ProgramRow[]> => db.program.findMany({ orderBy: { name: 'asc' } });

/** The next decision or pattern number of a program; safe because the program's ledger is locked. */
export const takeNumber = async (
  db: Db,
  programId: string,
  counter: 'decisionCount' | 'patternCount' | 'runCount',
): Promise<number> => {
  const row = await db.program.update({ where: { id: programId }, data: { [counter]: { increment: 1 } } });
  return row[counter];
};

/** What decisions about a whole program see of it. */
export const listProgramStates = async (db: Db, ids: readonly string[]): Promise<ProgramState[]> => {
  const rows = await db.program.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, slug: true, zone: true, hardDate: true, dimensions: true },
  });
  return rows.map((row) => ({ ...row, dimensions: row.dimensions as Record<string, string[]> }));
};
