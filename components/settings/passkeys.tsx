'use client';

import { useState } from 'react';
import { Moment } from '@/components/format/moment';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { ProblemNote } from '@/components/ui/problem-note';
import { Empty, Section } from '@/components/ui/section';
import type { AccountView } from '@/lib/contract/views/settings';
import { AddPasskeyForm } from './add-passkey';

type Held = AccountView['passkeys']['items'][number];

/** Keys that one signs with: which there are, since when, one more, one less. */
export function Passkeys({ view }: { view: AccountView }) {
  const { items, add, stepUp } = view.passkeys;
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title="Passkeys"
      note={items.length || 'none'}
      end={
        <ActButton act={add} small end icon="key" onPress={() => setAdding(true)}>
          Add a passkey…
        </ActButton>
      }
    >
      {items.length === 0 ? (
        <Empty>
          A passkey signs a decision’s hash on your own device: a sign-off that anybody can check without this server.
        </Empty>
      ) : (
        <ul className="rows">
          {items.map((passkey) => (
            <Row key={passkey.id} passkey={passkey} now={view.now} />
          ))}
        </ul>
      )}
      <Dialog
        open={adding}
        onOpenChange={setAdding}
        title="Add a passkey"
        lead="First confirm that it is you. Then your device makes the key, and keeps its secret."
      >
        <AddPasskeyForm stepUp={stepUp} onDone={() => setAdding(false)} />
      </Dialog>
    </Section>
  );
}

function Row({ passkey, now }: { passkey: Held; now: string }) {
  const [open, setOpen] = useState(false);
  const { act, busy, problem } = useAct({ onDone: () => setOpen(false) });
  return (
    <li>
      <span className="grow">
        {passkey.name}
        <span className="sub">
          added <Moment at={passkey.createdAt} now={now} as="sinceTime" /> UTC,{' '}
          {passkey.lastUsedAt === null ? (
            'not used yet'
          ) : (
            <>
              used <Moment at={passkey.lastUsedAt} now={now} />
            </>
          )}
          {passkey.backedUp ? ', kept on more than one device' : ''}
        </span>
      </span>
      <Button small look="danger" onClick={() => setOpen(true)}>
        Remove…
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Remove the passkey ${passkey.name}`}
        lead="It signs nothing from now on. What it signed stays signed, and that it was here stays on record."
      >
        <ProblemNote problem={problem} />
        <div className="form-end">
          <Button
            look="danger primary"
            busy={busy}
            onClick={() => act({ method: 'DELETE', path: endpoints.passkey(passkey.id) })}
          >
            Remove
          </Button>
        </div>
      </Dialog>
    </li>
  );
}
