'use client';

import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import { TextArea } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import type { Act } from '@/lib/contract/views/parts';

type Props = { act: Act; program: string; context: string | null; what: string };

/** Stops moves towards target, with a reason, until the hold is lifted. */
export function HoldButton({ act: allowed, program, context, what }: Props) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { act, busy, problem } = useAct({
    onDone: () => {
      setOpen(false);
      setReason('');
    },
  });
  return (
    <>
      <ActButton act={allowed} icon="hold" onPress={() => setOpen(true)}>
        Hold…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Hold ${what}`}
        lead="No move towards target can be executed while the hold stands. A rollback always can."
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            act({ method: 'POST', path: endpoints.holds(program), body: { context, reason: reason.trim() } });
          }}
        >
          <TextArea
            label="Reason"
            hint="It stands on every screen that the hold stops."
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            required
          />
          <FormEnd problem={problem} busy={busy} look="danger primary">
            Hold
          </FormEnd>
        </form>
      </Dialog>
    </>
  );
}
