'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Icon } from '@/components/icons/icon';
import { Dialog } from '@/components/ui/dialog';
import type { BreakGlassChoice } from '@/lib/contract/views/context';
import type { StepUpView } from '@/lib/contract/views/parts';

const BreakGlassForm = dynamic(() => import('./break-glass-form').then((module) => module.BreakGlassForm), {
  ssr: false,
});

type Props = {
  choice: BreakGlassChoice;
  stepUp: StepUpView;
  program: string;
  context: string;
  name: string;
  now: string;
};

/** The emergency's own way, folded away: moving authority outside the gates, said in plain words. */
export function BreakGlass({ choice, name, ...rest }: Props) {
  const [open, setOpen] = useState(false);
  const { act, confirmMinutes, reviewHours } = choice;
  return (
    <details className="emergency">
      <summary>In an emergency</summary>
      <p className="pretty">
        Breaking the glass moves authority outside the gates: whatever is held, frozen, closed or waiting. Back to
        legacy takes you alone; to target, a second person within {confirmMinutes} minutes. Either way every waiting
        decision about {name} ends, everybody in the program is told on every page, and two others must review it within{' '}
        {reviewHours} hours; until then nothing else moves towards target here.
      </p>
      <button
        type="button"
        className={act.allowed ? 'btn danger' : 'btn'}
        aria-disabled={act.allowed ? undefined : true}
        aria-describedby={act.allowed ? undefined : 'why-break-glass'}
        onClick={act.allowed ? () => setOpen(true) : undefined}
      >
        <Icon name="hazard" />
        Break the glass…
      </button>
      {act.allowed ? null : (
        <p className="why" id="why-break-glass">
          {act.why}
        </p>
      )}
      <Dialog
        open={open}
        onOpenChange={setOpen}
        wide
        title={`Break the glass for ${name}`}
        lead="This is loud, on record for good, and reviewed by two others, one of them risk."
      >
        <BreakGlassForm choice={choice} {...rest} onDone={() => setOpen(false)} />
      </Dialog>
    </details>
  );
}
