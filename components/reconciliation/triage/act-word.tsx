'use client';

import { useDesk } from './desk-context';
import type { TriageAct } from './keys';
import type { Target } from './target';

/** An act as words in a sentence. */
export function ActWord({ act, target, children }: { act: TriageAct; target: Target; children: React.ReactNode }) {
  const { start } = useDesk();
  return (
    <button type="button" className="act-word" onClick={(event) => start(act, [target], event.currentTarget)}>
      {children}
    </button>
  );
}
