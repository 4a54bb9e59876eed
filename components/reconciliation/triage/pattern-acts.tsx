'use client';

import { useId } from 'react';
import { Icon } from '@/components/icons/icon';
import { Button } from '@/components/ui/button';
import { Flyout } from '@/components/ui/flyout';
import { useDesk } from './desk-context';
import type { TriageAct } from './keys';
import type { Target } from './target';

const first: readonly { act: TriageAct; label: string; key: string }[] = [
  { act: 'owner', label: 'Assign…', key: 'o' },
  { act: 'category', label: 'Classify…', key: 'c' },
  { act: 'resolve', label: 'Resolve…', key: 'r' },
];

const more: readonly { act: TriageAct; label: string; key: string }[] = [
  { act: 'severity', label: 'Severity…', key: 's' },
  { act: 'note', label: 'Note…', key: 'n' },
  { act: 'merge', label: 'Merge into another…', key: 'm' },
];

/** The acts on the pattern that is open. */
export function PatternActs({
  target,
  why,
  children,
}: {
  target: Target;
  why: string | null;
  children?: React.ReactNode;
}) {
  const { start } = useDesk();
  const id = useId();
  return (
    <span className="end" data-acts>
      {first.map(({ act, label, key }) => (
        <Button
          key={act}
          small
          aria-keyshortcuts={key}
          aria-disabled={why === null ? undefined : true}
          aria-describedby={why === null ? undefined : id}
          onClick={why === null ? (event) => start(act, [target], event.currentTarget) : undefined}
        >
          {label}
        </Button>
      ))}
      {why === null ? (
        <Flyout className="btn small" name="More acts" label={<Icon name="more" className="small" />}>
          {more.map(({ act, label, key }) => (
            <button
              key={act}
              type="button"
              className="menu-item"
              aria-keyshortcuts={key}
              onClick={() => start(act, [target], document.querySelector('[data-acts]'))}
            >
              {label}
              <em>
                <kbd>{key}</kbd>
              </em>
            </button>
          ))}
          {children}
        </Flyout>
      ) : (
        <span className="why" id={id}>
          {why}
        </span>
      )}
    </span>
  );
}
