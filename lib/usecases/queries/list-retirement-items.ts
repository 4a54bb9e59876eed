import type { Page } from '@/lib/contract/v1/primitives';
import type { RetirementItemsQuery, RetirementItemView } from '@/lib/contract/v1/retirement-items';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext } from '@/lib/store/contexts';
import { listPeopleNames } from '@/lib/store/people';
import { listRetirementItems as loadItems } from '@/lib/store/retirement-items';
import type { Context } from '@/lib/usecases/context';
import { retirementItemView } from '@/lib/usecases/retirement-item-view';
import { offsetOf, pageAt } from './parts/paging';
import { inProgram } from './parts/viewing';

/** What must go before legacy is gone, in the order in which it falls due. */
export const listRetirementItems = (
  context: Context,
  programSlug: string,
  query: RetirementItemsQuery,
): Promise<Result<Page<RetirementItemView>>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const about = query.context === undefined ? null : await findContext(db, program.id, query.context);
    if (query.context !== undefined && about === null) throw refused('not_found', 'There is no such context.');
    const rows = await loadItems(db, program.id, {
      ...(about === null ? {} : { contextId: about.id }),
      ...(query.state === undefined ? {} : { state: query.state }),
    });
    const size = query.limit ?? 50;
    const offset = offsetOf(query.cursor);
    const shown = rows.slice(offset, offset + size);
    const names = await listPeopleNames(
      db,
      shown.flatMap((row) => (row.doneBy === null ? [] : [row.doneBy])),
    );
    return {
      items: shown.map((row) => {
        const doneByName = row.doneBy === null ? null : (names.get(row.doneBy) ?? null);
        return retirementItemView(row, { zone: program.zone, at: now, doneByName });
      }),
      nextCursor: pageAt(offset, { size, total: rows.length }).next,
    };
  });
