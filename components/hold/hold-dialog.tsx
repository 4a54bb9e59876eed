'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import type { Act } from '@/lib/contract/views/parts';
import type { Place } from './hold-form';

const HoldForm = dynamic(() => import('./hold-form').then((module) => module.HoldForm), { ssr: false });

type Props = { act: Act; place: Place; zone: string; now: string; children?: React.ReactNode };

const whatOf = ({ program, context }: Place): string => context?.name ?? program?.name ?? 'everything';

/** Stops moves towards target, with a reason; a rollback is always possible. */
export function HoldButton({ act, place, zone, now, children }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActButton act={act} icon="hold" onPress={() => setOpen(true)}>
        {children ?? 'Hold…'}
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        wide
        title={`Hold ${whatOf(place)}`}
        lead="No move towards target is executed while the hold stands. A rollback always is."
      >
        <HoldForm place={place} zone={zone} now={now} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}
