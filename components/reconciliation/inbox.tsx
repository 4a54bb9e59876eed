import { paths, withFilter } from '@/lib/contract/paths';
import type { PatternsView, PatternView } from '@/lib/contract/views/reconciliation';
import { PatternList } from './pattern-list';
import { PatternPage } from './pattern-page';
import { TriageDesk } from './triage/desk';
import { targetOf } from './triage/target';

/** The list, and beside it the pattern that is open; on a phone each is a page. */
export function Inbox({ view, pattern }: { view: PatternsView; pattern: PatternView | null }) {
  return (
    <TriageDesk
      program={view.program.slug}
      triage={view.triage}
      choices={view.choices}
      rows={view.rows.map(targetOf)}
      opened={pattern === null ? null : targetOf(pattern)}
    >
      <div className={pattern === null ? 'triage' : 'triage opened'}>
        <PatternList view={view} current={pattern?.number ?? null} />
        {pattern === null ? (
          <div className="one none">
            <p className="empty">
              Open a pattern to see both values side by side, and where they part. <kbd>j</kbd> and <kbd>k</kbd> walk
              the list, <kbd>?</kbd> shows every key.
            </p>
          </div>
        ) : (
          <PatternPage pattern={pattern} back={withFilter(paths.patterns(view.program.slug), view.filter)} />
        )}
      </div>
    </TriageDesk>
  );
}
