'use client';

import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ProblemNote } from '@/components/ui/problem-note';
import type { KeyView } from '@/lib/contract/views/settings';

/** Revokes a key: whatever uses it stops at once. */
export function RevokeKeyButton({ keyView, program }: { keyView: KeyView; program: string }) {
  const [open, setOpen] = useState(false);
  const { act, busy, problem } = useAct({ onDone: () => setOpen(false) });
  return (
    <>
      <ActButton act={keyView.revoke} small look="danger" end onPress={() => setOpen(true)}>
        Revoke…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Revoke the key ${keyView.name}`}
        lead="Whatever uses it is refused from now on. It cannot be brought back."
      >
        <ProblemNote problem={problem} />
        <div className="form-end">
          <Button
            look="danger primary"
            busy={busy}
            onClick={() => act({ method: 'DELETE', path: endpoints.key(program, keyView.id) })}
          >
            Revoke
          </Button>
        </div>
      </Dialog>
    </>
  );
}
