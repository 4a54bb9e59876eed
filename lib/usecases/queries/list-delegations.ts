import type { DelegationsQuery, DelegationView } from '@/lib/contract/v1/delegations';
import type { Page } from '@/lib/contract/v1/primitives';
import type { Result } from '@/lib/domain/kernel/refusal';
import { listContexts } from '@/lib/store/contexts';
import { listDelegations as loadDelegations } from '@/lib/store/delegations';
import { loadPeople } from '@/lib/store/members';
import type { Context } from '@/lib/usecases/context';
import { delegationViewOf } from '@/lib/usecases/delegation-view';
import { afterOf, onePage } from './parts/id-page';
import { inProgram } from './parts/viewing';

/** Places lent to others in a program, newest first, what has ended included. */
export const listDelegations = (
  context: Context,
  programSlug: string,
  query: DelegationsQuery,
): Promise<Result<Page<DelegationView>>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const after = afterOf(query.cursor);
    const size = query.limit ?? 50;
    const rows = await loadDelegations(db, program.id, { limit: size + 1, ...(after === null ? {} : { after }) });
    const slugs = new Map((await listContexts(db, program.id)).map(({ id, slug }) => [id, slug]));
    const around = { slugs, people: await loadPeople(db, program.id), at: now };
    return onePage(
      rows.map((row) => delegationViewOf(row, around)),
      size,
    );
  });
