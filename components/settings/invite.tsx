'use client';

import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import { TextField } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import type { InviteAnswer } from '@/lib/contract/v1/people';
import type { SettingsView } from '@/lib/contract/views/settings';
import type { Role } from '@/lib/domain/words';
import { RoleChecks } from './role-checks';

/** Brings a person in. Who has no account here gets a one-time link, shown once. */
export function InviteButton({ view }: { view: SettingsView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActButton act={view.addMember} small end icon="plus" onPress={() => setOpen(true)}>
        Bring a person in…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Bring a person in"
        lead={`With roles in ${view.program.name}. Who has no account yet gets a one-time link.`}
      >
        <InviteForm program={view.program.slug} />
      </Dialog>
    </>
  );
}

function InviteForm({ program }: { program: string }) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<Role>>(new Set(['viewer']));
  const { act, busy, problem, answer } = useAct<InviteAnswer>();
  if (answer !== null) return <Invited answer={answer} name={name} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act({
          method: 'POST',
          path: endpoints.people(program),
          body: { email: email.trim(), name: name.trim(), roles: [...chosen] },
        });
      }}
    >
      <TextField
        label="Address"
        type="email"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        required
      />
      <TextField label="Name" value={name} onChange={(event) => setName(event.target.value)} required />
      <RoleChecks
        chosen={chosen}
        onChange={(role, held) =>
          setChosen(new Set(held ? [...chosen, role] : [...chosen].filter((each) => each !== role)))
        }
      />
      <FormEnd problem={problem} busy={busy}>
        Bring in
      </FormEnd>
    </form>
  );
}

function Invited({ answer, name }: { answer: InviteAnswer; name: string }) {
  const link = answer.invitation?.link ?? null;
  if (link === null) return <p className="done-note">{name} has an account already and holds the roles now.</p>;
  return (
    <div className="done-note">
      <p>Give this link to {name}. It works once, and is shown only now.</p>
      <code className="secret">{link}</code>
    </div>
  );
}
