'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { ActButton } from '@/components/ui/act';
import type { ButtonLook } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import type { Act } from '@/lib/contract/views/parts';
import type { KindForm as Form } from './kind-form';

const KindForm = dynamic(() => import('./kind-form').then((module) => module.KindForm), { ssr: false });

type Props = Form & {
  act: Act;
  children: React.ReactNode;
  look?: ButtonLook;
  small?: boolean;
  heading: string;
  lead: string;
};

/** A kind of decision that is proposed from where it belongs; its form comes when it is opened. */
export function ProposeKind({ act, children, look = 'plain', small = false, heading, lead, ...form }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActButton act={act} look={look} small={small} onPress={() => setOpen(true)}>
        {children}
      </ActButton>
      <Dialog open={open} onOpenChange={setOpen} wide title={heading} lead={lead}>
        <KindForm {...form} />
      </Dialog>
    </>
  );
}
