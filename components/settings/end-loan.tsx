'use client';

import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ProblemNote } from '@/components/ui/problem-note';
import type { LentPlaceView } from '@/lib/contract/views/settings';
import { roleTitles } from '@/lib/domain/access/role-titles';

/** Ends a loan before its time. */
export function EndLoanButton({ loan, program }: { loan: LentPlaceView; program: string }) {
  const [open, setOpen] = useState(false);
  const { act, busy, problem } = useAct({ onDone: () => setOpen(false) });
  return (
    <>
      <ActButton act={loan.end} small end onPress={() => setOpen(true)}>
        End…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`End it for ${loan.to.name}`}
        lead={`${loan.to.name} signs no more in the place of ${loan.from.name}, ${roleTitles[loan.role]}. What was signed in it counts no more, unless it was executed.`}
      >
        <ProblemNote problem={problem} />
        <div className="form-end">
          <Button
            look="danger primary"
            busy={busy}
            onClick={() => act({ method: 'DELETE', path: endpoints.delegation(program, loan.id) })}
          >
            End now
          </Button>
        </div>
      </Dialog>
    </>
  );
}
