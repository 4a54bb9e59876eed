import type { MemberView, PeopleQuery } from '@/lib/contract/v1/people';
import type { Page } from '@/lib/contract/v1/primitives';
import { mayViewProgram } from '@/lib/domain/access/may';
import type { Result } from '@/lib/domain/kernel/refusal';
import { listMembers } from '@/lib/store/members';
import type { Context } from '@/lib/usecases/context';
import { memberViewOf } from '@/lib/usecases/people-views';
import { afterOf, onePage } from './parts/id-page';
import { inProgram } from './parts/viewing';

/** Who has which roles in a program, oldest account first. */
export const listPeople = (
  context: Context,
  programSlug: string,
  query: PeopleQuery,
): Promise<Result<Page<MemberView>>> =>
  inProgram(
    context,
    programSlug,
    async ({ db, program }) => {
      const after = afterOf(query.cursor);
      const size = query.limit ?? 50;
      const rows = await listMembers(db, program.id, { limit: size + 1, ...(after === null ? {} : { after }) });
      return onePage(rows.map(memberViewOf), size);
    },
    mayViewProgram,
  );
