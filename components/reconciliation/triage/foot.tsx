'use client';

import { counted } from '@/components/format/number';
import { Button } from '@/components/ui/button';
import { useDesk } from './desk-context';
import type { TriageAct } from './keys';
import { useTriageStore } from './store';

const acts: readonly { act: TriageAct; label: string; key: string }[] = [
  { act: 'owner', label: 'Owner…', key: 'o' },
  { act: 'category', label: 'Category…', key: 'c' },
  { act: 'severity', label: 'Severity…', key: 's' },
  { act: 'resolve', label: 'Resolve…', key: 'r' },
  { act: 'merge', label: 'Merge…', key: 'm' },
];

/** What can be done with all that is selected, and what was done last. */
export function Foot({ said }: { said: string }) {
  const { chosen, start } = useDesk();
  const { dispatch } = useTriageStore();
  const one = chosen.length > 0 || said !== '';
  return (
    <div className={one ? 'desk-foot shown' : 'desk-foot'}>
      {chosen.length === 0 ? null : (
        <section aria-label="Selected patterns" className="bulk">
          <b>{counted(chosen.length, 'pattern', 'patterns')}</b>
          {acts.map(({ act, label, key }) => (
            <Button
              key={act}
              small
              aria-keyshortcuts={key}
              onClick={(event) => start(act, chosen, event.currentTarget.parentElement)}
            >
              {label}
              <kbd>{key}</kbd>
            </Button>
          ))}
          <Button small look="quietly" aria-keyshortcuts="u" onClick={() => dispatch({ kind: 'clear' })}>
            Let go
            <kbd>u</kbd>
          </Button>
        </section>
      )}
      <p role="status" className="said-now">
        {said}
      </p>
    </div>
  );
}
