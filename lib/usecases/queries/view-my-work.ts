import type { MyRetirementItem, MyWorkView } from '@/lib/contract/views/my-work';
import type { Result } from '@/lib/domain/kernel/refusal';
import { dueAtOf, isOverdue } from '@/lib/domain/retirement/due';
import { listPatternsOf } from '@/lib/store/read-models/pattern-lines';
import { listRetirementLines, type RetirementLine } from '@/lib/store/read-models/retirement-items';
import type { VisibleProgram } from '@/lib/store/read-models/visible-programs';
import type { Context } from '@/lib/usecases/context';
import { workLede } from './my-work/lede';
import { openDecisionsOf } from './my-work/open-decisions';
import { programSummary } from './my-work/program-summary';
import { draftsOf, ownHolds, reviewsOf, scheduledOf } from './my-work/standing';
import { askerOf, asPerson } from './parts/caller';
import { patternRowOf, trendsOf } from './parts/pattern-row';
import { contextIn, loadPicture, type Picture } from './parts/picture';
import { contextRefOf, programRefOf } from './parts/refs';
import { lastInstantBefore } from './parts/say';
import { windowsOf } from './parts/windows';

const itemOf = (item: RetirementLine, picture: Picture, program: VisibleProgram): MyRetirementItem => ({
  program: programRefOf(program),
  id: item.id,
  kind: item.kind,
  title: item.title,
  context: item.contextId === null ? null : contextRefOf(contextIn(picture, item.contextId)),
  dueAt: lastInstantBefore(dueAtOf(item, program.zone)).toISOString(),
  overdue: isOverdue(item, program.zone, picture.now),
});

/** What waits for this person, across all their programs. */
export const viewMyWork = (context: Context): Promise<Result<MyWorkView>> =>
  asPerson(context, async ({ db, now, person, programs }) => {
    const ids = programs.map(({ id }) => id);
    const picture = await loadPicture(db, ids, now);
    const items = await listRetirementLines(db, ids);
    const patterns = await listPatternsOf(db, ids, person.personId);
    const trends = await trendsOf(db, patterns, now);
    const inPrograms = <T extends { programId: string }, R>(
      rows: readonly T[],
      of: (row: T, program: VisibleProgram) => R,
    ): R[] =>
      rows.flatMap((row) => {
        const program = programs.find(({ id }) => id === row.programId);
        return program === undefined ? [] : [of(row, program)];
      });
    const windows = programs
      .flatMap((program) => {
        const own = picture.contexts.filter(({ programId }) => programId === program.id);
        return windowsOf(picture, own, programRefOf(program), askerOf(person, program));
      })
      .sort((a, b) => (a.closesAt < b.closesAt ? -1 : 1));
    const mine = items.filter((item) => item.state === 'open' && item.owner.toLowerCase() === person.email);
    const work = {
      ...openDecisionsOf(picture, programs, person),
      drafts: draftsOf(picture, programs, person),
      scheduled: scheduledOf(picture, programs),
      reviews: reviewsOf(picture, programs),
      holds: ownHolds(picture, programs, person),
      windows,
      patterns: inPrograms(patterns, (pattern, program) => ({
        ...patternRowOf(pattern, contextRefOf(contextIn(picture, pattern.contextId)), person.personId, trends),
        program: programRefOf(program),
      })),
      items: inPrograms(mine, (item, program) => itemOf(item, picture, program)),
    };
    return {
      now: now.toISOString(),
      lede: workLede(work, now),
      ...work,
      programs: programs.map((program) => programSummary(picture, program, items)),
    };
  });
