import { type PatternDetail, type PatternList, type PatternsQuery, patternSorts } from '@/lib/contract/v1/patterns';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { findContext, findContextById, listContexts } from '@/lib/store/contexts';
import { findPattern } from '@/lib/store/patterns';
import { countPatterns, listPatternPage, type PatternFilter } from '@/lib/store/read-models/pattern-pages';
import { listPatternDays } from '@/lib/store/read-models/pattern-trends';
import type { Context } from '@/lib/usecases/context';
import { describePattern, patternView, trendDays } from './parts/describe-pattern';
import { placeCursor, readPlaceCursor } from './parts/place-cursor';
import { inProgram } from './parts/viewing';

const flag = (word: 'true' | 'false' | undefined): boolean | null => (word === undefined ? null : word === 'true');

const ownerOf = (owner: string | undefined, you: string | null): string | null => {
  if (owner === undefined) return null;
  if (owner === 'none') return 'nobody';
  return owner === 'me' ? (you ?? 'of no person') : owner;
};

const filterOf = (query: PatternsQuery, contextId: string | null, you: string | null): PatternFilter => ({
  state: query.state ?? null,
  contextId,
  category: query.category ?? null,
  severity: query.severity ?? null,
  owner: ownerOf(query.owner, you),
  layer: query.layer ?? null,
  resolution: query.resolution ?? null,
  baseline: flag(query.baseline),
  reopened: flag(query.reopened),
  text: query.q ?? null,
});

/** Patterns of a program, the most severe first unless asked otherwise. */
export const listPatterns = (
  context: Context,
  programSlug: string,
  query: PatternsQuery,
): Promise<Result<PatternList>> =>
  inProgram(context, programSlug, async ({ db, program, now, you }) => {
    const about = query.context === undefined ? null : await findContext(db, program.id, query.context);
    if (query.context !== undefined && about === null) throw refused('not_found', 'There is no such context.');
    const size = query.limit ?? 50;
    const order = patternSorts.find((sort) => sort === query.sort) ?? 'severity';
    const place = readPlaceCursor(query.cursor, order);
    const asOf = place === null ? now : new Date(place.asOf);
    const filter = filterOf(query, about?.id ?? null, you);
    const found = await listPatternPage(db, program.id, filter, { order, position: place, limit: size + 1, asOf });
    const lines = found.slice(0, size);
    const days = await listPatternDays(
      db,
      lines.map(({ id }) => id),
      { now, days: trendDays },
    );
    const slugs = new Map((await listContexts(db, program.id)).map((row) => [row.id, row.slug]));
    const last = lines.at(-1);
    const more = found.length > size && last !== undefined;
    return {
      items: lines.map((line) => patternView(line, slugs.get(line.contextId) ?? '', days.get(line.id) ?? [])),
      nextCursor: more ? placeCursor({ order, way: 'after', key: last.key, asOf: asOf.getTime() }) : null,
      total: await countPatterns(db, program.id, filter),
    };
  });

/** One pattern with where it was seen and examples. */
export const readPattern = (context: Context, programSlug: string, pattern: string): Promise<Result<PatternDetail>> =>
  inProgram(context, programSlug, async ({ db, program, now }) => {
    const row = await findPattern(db, program.id, pattern);
    if (row === null) throw refused('not_found', 'There is no such pattern in this program.');
    return describePattern(db, row, (await findContextById(db, row.contextId)).slug, now);
  });
