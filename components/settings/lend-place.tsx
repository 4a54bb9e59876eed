'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import type { SettingsView } from '@/lib/contract/views/settings';

const LendForm = dynamic(() => import('./lend-form').then((module) => module.LendForm), { ssr: false });

/** Lends one's own place for a while; its form comes when it is opened. */
export function LendPlaceButton({ view }: { view: Pick<SettingsView, 'lent' | 'program' | 'now'> }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActButton act={view.lent.lend} small end icon="person" onPress={() => setOpen(true)}>
        While I am away…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="While I am away"
        lead="Somebody else signs in your place, in one of your roles, until a day. Each of you still signs a decision only once, and who wrote, proposed or executes it stands in for nobody. It is on record."
      >
        <LendForm lent={view.lent} program={view.program.slug} now={view.now} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
