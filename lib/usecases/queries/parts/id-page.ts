import { validate as isId } from 'uuid';
import type { Page } from '@/lib/contract/v1/primitives';
import { refused } from '@/lib/domain/kernel/refusal';

// Lists ordered by id, which is the order of creation. The cursor is the last id of the page before.

/** Null for the first page. */
export const afterOf = (cursor: string | undefined): string | null => {
  if (cursor === undefined) return null;
  if (isId(cursor)) return cursor;
  throw refused('invalid_parameter', 'The cursor is not one of this list.', [
    { pointer: 'cursor', detail: 'is not valid' },
  ]);
};

/** From rows fetched with a limit of `size + 1`: the one beyond only says that there is a next page. */
export const onePage = <Item extends { id: string }>(fetched: readonly Item[], size: number): Page<Item> => {
  const items = fetched.slice(0, size);
  return { items, nextCursor: fetched.length > size ? (items.at(-1)?.id ?? null) : null };
};
