'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import type { RollbackChoice } from '@/lib/contract/views/context';

const RollbackForm = dynamic(() => import('./rollback-form').then((module) => module.RollbackForm), { ssr: false });

type Props = { choice: RollbackChoice; program: string; context: string; name: string; now: string };

/** Takes lanes back to legacy at once, inside their open window; the review comes afterwards. */
export function RollbackButton({ choice, program, context, name, now }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActButton act={choice.act} look="danger" icon="back" onPress={() => setOpen(true)}>
        Roll back…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        wide
        title={`Roll ${name} back to legacy`}
        lead={`It is recorded at once, asks nobody else, and opens a review that must be signed off within ${choice.reviewHours} hours. No hold or freeze stops it.`}
      >
        <RollbackForm choice={choice} program={program} context={context} now={now} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
