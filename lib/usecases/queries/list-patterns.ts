import type { PatternDetail, PatternsQuery, PatternView } from '@/lib/contract/v1/patterns';
import type { Page } from '@/lib/contract/v1/primitives';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext, findContextById, listContexts } from '@/lib/store/contexts';
import { findPattern, listPatterns as loadPatterns } from '@/lib/store/patterns';
import { listPeopleNames } from '@/lib/store/people';
import type { Context } from '@/lib/usecases/context';
import { describePattern, patternView } from './parts/describe-pattern';
import { placeOf } from './parts/paging';
import { inProgram } from './parts/viewing';

/** Patterns of a program, the newest numbers first. */
export const listPatterns = (
  context: Context,
  programSlug: string,
  query: PatternsQuery,
): Promise<Result<Page<PatternView>>> =>
  inProgram(context, programSlug, async ({ db, program }) => {
    const about = query.context === undefined ? null : await findContext(db, program.id, query.context);
    if (query.context !== undefined && about === null) throw refused('not_found', 'There is no such context.');
    const size = query.limit ?? 50;
    const { state, severity, category } = query;
    const rows = await loadPatterns(db, program.id, {
      where: { state, severity, category, contextId: about?.id },
      below: placeOf(query.cursor)?.number,
      limit: size + 1,
    });
    const contexts = new Map((await listContexts(db, program.id)).map((row) => [row.id, row.slug]));
    const names = await listPeopleNames(
      db,
      rows.flatMap((row) => (row.ownerId === null ? [] : [row.ownerId])),
    );
    const items = rows
      .slice(0, size)
      .map((row) =>
        patternView(
          row,
          contexts.get(row.contextId) ?? '',
          row.ownerId === null ? null : (names.get(row.ownerId) ?? null),
        ),
      );
    const last = items.at(-1);
    return { items, nextCursor: rows.length > size && last !== undefined ? `b${last.number}` : null };
  });

/** One pattern with where it was seen and examples. */
export const readPattern = (context: Context, programSlug: string, pattern: string): Promise<Result<PatternDetail>> =>
  inProgram(context, programSlug, async ({ db, program }) => {
    const row = await findPattern(db, program.id, pattern);
    if (row === null) throw refused('not_found', 'There is no such pattern in this program.');
    return describePattern(db, row, (await findContextById(db, row.contextId)).slug);
  });
