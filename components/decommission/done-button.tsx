'use client';

import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import { TextArea } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import type { RetirementItemView } from '@/lib/contract/views/decommission';

/** Marks an item done, which takes evidence. */
export function DoneButton({ item, program }: { item: RetirementItemView; program: string }) {
  const [open, setOpen] = useState(false);
  const [evidence, setEvidence] = useState('');
  const { act, busy, problem } = useAct({ onDone: () => setOpen(false) });
  return (
    <>
      <ActButton act={item.markDone} small onPress={() => setOpen(true)}>
        Mark done…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={item.title}
        lead="Done takes evidence: what shows that it is gone, or that it reads from target."
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            act({
              method: 'PATCH',
              path: endpoints.retirementItem(program, item.id),
              body: { state: 'done', evidence: evidence.trim() },
            });
          }}
        >
          <TextArea label="Evidence" value={evidence} onChange={(event) => setEvidence(event.target.value)} required />
          <FormEnd problem={problem} busy={busy}>
            Mark done
          </FormEnd>
        </form>
      </Dialog>
    </>
  );
}
