'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import type { Act } from '@/lib/contract/views/parts';
import type { Workload } from '@/lib/domain/words';

const ProofForm = dynamic(() => import('./prove-way-back-form').then((module) => module.ProofForm), { ssr: false });

type Props = {
  act: Act;
  program: string;
  context: string;
  name: string;
  workloads: Workload[];
  longestDays: number;
  now: string;
};

/** Puts on record that somebody went back, for real or in rehearsal. */
export function ProveWayBack(props: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActButton act={props.act} onPress={() => setOpen(true)}>
        Record a proof…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        wide
        title={`The way back of ${props.name} was proven`}
        lead={`Somebody went back, for real or in rehearsal. The proof counts for at most ${props.longestDays} days, and the newest of a workload counts.`}
      >
        <ProofForm {...props} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
