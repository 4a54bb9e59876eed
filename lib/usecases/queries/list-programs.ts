import type { Page } from '@/lib/contract/v1/primitives';
import type { ProgramsQuery, ProgramView } from '@/lib/contract/v1/programs';
import { mayViewProgram } from '@/lib/domain/access/may';
import type { Result } from '@/lib/domain/kernel/refusal';
import { listContexts } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { rolesIn } from '@/lib/store/members';
import { findProgramById, listPrograms as loadPrograms, type ProgramRow } from '@/lib/store/programs';
import { demand } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { read } from '@/lib/usecases/transact';
import { afterOf, onePage } from './parts/id-page';

const reachable = async (db: Db, { actor }: Context): Promise<ProgramRow[]> => {
  if (actor.kind === 'key') {
    demand({ actor, roles: new Set() }, mayViewProgram);
    if (actor.programId === null) return loadPrograms(db);
    const own = await findProgramById(db, actor.programId);
    return own === null ? [] : [own];
  }
  const all = await loadPrograms(db);
  if (actor.kind === 'system' || actor.installationAdmin) return all;
  const mine: ProgramRow[] = [];
  for (const program of all) if ((await rolesIn(db, program.id, actor.personId)).length > 0) mine.push(program);
  return mine;
};

const viewOf = async (db: Db, { actor }: Context, program: ProgramRow): Promise<ProgramView> => ({
  id: program.id,
  slug: program.slug,
  name: program.name,
  description: program.description,
  hardDate: program.hardDate?.toISOString() ?? null,
  zone: program.zone,
  contextCount: (await listContexts(db, program.id)).length,
  roles: actor.kind === 'system' || actor.personId === null ? [] : await rolesIn(db, program.id, actor.personId),
  createdAt: program.createdAt.toISOString(),
});

/** The programs that the caller can see, in the order in which they were created. */
export const listPrograms = (context: Context, query: ProgramsQuery): Promise<Result<Page<ProgramView>>> =>
  read(async (db) => {
    const after = afterOf(query.cursor);
    const size = query.limit ?? 50;
    const programs = (await reachable(db, context))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .filter((program) => after === null || program.id > after)
      .slice(0, size + 1);
    const views: ProgramView[] = [];
    for (const program of programs) views.push(await viewOf(db, context, program));
    return onePage(views, size);
  });
