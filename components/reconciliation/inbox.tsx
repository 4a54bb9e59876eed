import { paths, withFilter } from '@/lib/contract/paths';
import type { PatternsView, PatternView } from '@/lib/contract/views/reconciliation';
import { PatternList } from './pattern-list';
import { PatternBeside, PatternPage } from './pattern-page';
import { TriageDesk } from './triage/desk';
import { targetOf } from './triage/target';

type Props = { view: PatternsView } & (
  | { pattern: PatternView; beside?: never }
  | { pattern: null; beside: PatternView | null }
);

/**
 * The list, and beside it the pattern that is open; until one is, what the first of the list is about, where the screen has
 * the room. On a phone each is a page.
 */
export function Inbox({ view, pattern, beside }: Props) {
  return (
    <TriageDesk
      program={view.program.slug}
      triage={view.triage}
      choices={view.choices}
      rows={view.rows.map(targetOf)}
      opened={pattern === null ? null : targetOf(pattern)}
    >
      <div className={pattern === null ? 'triage' : 'triage opened'}>
        <PatternList view={view} opened={pattern?.number ?? null} beside={beside?.number ?? null} />
        {pattern === null ? null : (
          <PatternPage pattern={pattern} back={withFilter(paths.patterns(view.program.slug), view.filter)} />
        )}
        {beside == null ? null : (
          <PatternBeside
            pattern={beside}
            href={withFilter(paths.pattern(view.program.slug, beside.number), view.filter)}
          />
        )}
      </div>
    </TriageDesk>
  );
}
