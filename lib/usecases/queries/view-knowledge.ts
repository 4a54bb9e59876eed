import type { KnowledgeQuery, LessonOfPattern } from '@/lib/contract/v1/patterns';
import type { Page } from '@/lib/contract/v1/primitives';
import type { KnowledgeView } from '@/lib/contract/views/reconciliation';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { patternStates, resolutions } from '@/lib/domain/words';
import { findContext } from '@/lib/store/contexts';
import { countContextLessons, type KnownLesson, listContextLessons } from '@/lib/store/read-models/pattern-lessons';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { lessonView } from './parts/describe-pattern';
import { orderedOptions, plainWord } from './parts/options';
import { pageOfPlaces, placeCursor, readPlaceCursor } from './parts/place-cursor';
import { counted } from './parts/say';
import { inProgram, type Viewing } from './parts/viewing';
import { lessonOf } from './reconciliation/pattern-words';

// What a migration learned about a context while it compared the two sides: the rules of legacy that nobody had written
// down first of all. What did not hold stays in it, and says so.

const order = 'learnt';

const contextNamed = async ({ db, program }: Viewing, slug: string) => {
  const found = await findContext(db, program.id, slug);
  if (found === null) throw refused('not_found', 'There is no such context.');
  return found;
};

const flagOf = (word: string | undefined): boolean | null =>
  word === 'true' || word === 'false' ? word === 'true' : null;

const stateOf = (lesson: KnownLesson) => wordOf(patternStates, lesson.state);

/** The lessons of a context, the latest first. */
export const listKnowledge = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  query: KnowledgeQuery,
): Promise<Result<Page<LessonOfPattern>>> =>
  inProgram(context, programSlug, async (viewing) => {
    const about = await contextNamed(viewing, contextSlug);
    const size = query.limit ?? 50;
    const found = await listContextLessons(viewing.db, about.id, {
      resolution: query.resolution ?? null,
      standing: flagOf(query.standing),
      place: readPlaceCursor(query.cursor, order),
      limit: size + 1,
    });
    const lessons = found.slice(0, size);
    const last = lessons.at(-1);
    const more = found.length > size && last !== undefined;
    return {
      items: lessons.map((lesson) => ({
        ...lessonView(lesson),
        pattern: {
          id: lesson.patternId,
          number: lesson.number,
          sentence: lesson.sentence,
          state: stateOf(lesson),
        },
      })),
      nextCursor: more ? placeCursor({ order, way: 'after', key: last.key, asOf: 0 }) : null,
    };
  });

const ledeOf = (name: string, lessons: number, rules: number): string => {
  if (lessons === 0) return `No pattern of ${name} was said to teach anything yet. Triage says what one taught.`;
  const hidden =
    rules === 0 ? '' : ` ${counted(rules, 'is a rule', 'are rules')} of legacy that nobody had written down.`;
  return `Comparing the two sides taught ${counted(lessons, 'thing', 'things')} about ${name}.${hidden}`;
};

const size = 50;

const summed = (counts: readonly { count: number }[]): number => counts.reduce((sum, { count }) => sum + count, 0);

/** The same as a screen. */
export const viewKnowledge = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  filter: KnowledgeView['filter'],
): Promise<Result<KnowledgeView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now } = viewing;
    const about = await contextNamed(viewing, contextSlug);
    const resolution = filter.resolution ?? null;
    const standing = flagOf(filter.standing);
    const place = readPlaceCursor(filter.cursor, order);
    const counts = await countContextLessons(db, about.id, standing);
    const total = summed(counts);
    const holding = summed(await countContextLessons(db, about.id, true));
    const ended = summed(await countContextLessons(db, about.id, false));
    const shown = resolution === null ? total : (counts.find(({ value }) => value === resolution)?.count ?? 0);
    const found = await listContextLessons(db, about.id, { resolution, standing, place, limit: size + 1 });
    const { rows, page } = pageOfPlaces(found, place, { order, size, total: shown, asOf: new Date(0) });
    const facets = counts.map(({ value, count }) => ({ facet: 'resolution', value, count }));
    return {
      program: { slug: program.slug, name: program.name },
      context: { slug: about.slug, name: about.name },
      now: now.toISOString(),
      lede: ledeOf(about.name, total, counts.find(({ value }) => value === 'hidden_legacy_rule')?.count ?? 0),
      filter,
      resolutions: orderedOptions(facets, 'resolution', [...resolutions, 'none']).map((option) => ({
        ...option,
        label: option.value === 'none' ? 'without a word yet' : plainWord(option.value),
      })),
      standings: [
        { value: 'true', label: 'what holds', count: holding },
        { value: 'false', label: 'what did not hold', count: ended },
      ],
      lessons: rows.map((lesson) => ({
        ...lessonOf(lesson),
        pattern: { number: lesson.number, sentence: lesson.sentence, state: stateOf(lesson) },
      })),
      page,
    };
  });
