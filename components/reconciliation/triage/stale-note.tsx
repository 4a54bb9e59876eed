'use client';

import type { ApiProblem } from '@/components/query/problem';
import { Button } from '@/components/ui/button';
import { ProblemNote } from '@/components/ui/problem-note';
import { useDesk } from './desk-context';
import type { Target } from './target';
import { useWhoChanged } from './use-who-changed';

type Props = { problem: ApiProblem | null; targets: readonly Target[]; onReload: () => void; onAgain: () => void };

/** Why an act was refused. Where somebody was faster: who changed what, and the two ways on. */
export function StaleNote({ problem, targets, onReload, onAgain }: Props) {
  const { program } = useDesk();
  const stale = problem?.code === 'stale_view';
  const who = useWhoChanged(
    program,
    targets.map(({ id }) => id),
    stale,
  );
  if (!stale) return <ProblemNote problem={problem} />;
  return (
    <div className="problem" role="alert">
      <b>Somebody was faster</b>
      <p>
        {problem.message} {who} Nothing was changed by you.
      </p>
      <div className="row-of data">
        <Button small onClick={onReload}>
          Show what it says now
        </Button>
        <Button small onClick={onAgain}>
          Apply it all the same
        </Button>
      </div>
    </div>
  );
}
