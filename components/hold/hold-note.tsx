'use client';

import { useState } from 'react';
import { Moment, When } from '@/components/format/moment';
import { Icon } from '@/components/icons/icon';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import { TextArea } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import type { HoldView } from '@/lib/contract/views/parts';

const whatIsHeld = ({ scope, context }: HoldView): string => {
  if (context !== null) return `${context.name} is held`;
  return scope === 'installation' ? 'Everything is held' : 'The whole program is held';
};

/** A hold that stands: who, since when, why, and the way to lift it. */
export function HoldNote({ hold, program, now }: { hold: HoldView; program: string; now: string }) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { act, busy, problem } = useAct({ onDone: () => setOpen(false) });
  return (
    <div className="note held" role="note">
      <Icon name="hold" />
      <p>
        <b>
          {whatIsHeld(hold)} by {hold.placedBy}, <Moment at={hold.placedAt} now={now} />:
        </b>{' '}
        “{hold.reason}” No move towards target is possible
        {hold.until === null ? (
          ''
        ) : (
          <>
            {' '}
            until <When at={hold.until} now={now} />
          </>
        )}
        ; a rollback always is.
      </p>
      <ActButton act={hold.lift} small end onPress={() => setOpen(true)}>
        Lift the hold…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Lift the hold"
        lead="It stays on record, with who lifted it and why."
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            const on = hold.scope === 'installation' ? null : program;
            act({ method: 'DELETE', path: endpoints.hold(on, hold.id, reason.trim()) });
          }}
        >
          <TextArea
            label="Why it can be lifted"
            value={reason}
            onChange={(event) => setReason(event.target.value)}
            required
          />
          <FormEnd problem={problem} busy={busy}>
            Lift the hold
          </FormEnd>
        </form>
      </Dialog>
    </div>
  );
}
