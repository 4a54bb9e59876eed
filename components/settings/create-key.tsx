'use client';

import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import { SelectField, TextField } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import type { IssuedKey } from '@/lib/contract/v1/keys';
import type { SettingsView } from '@/lib/contract/views/settings';
import type { Scope } from '@/lib/domain/words';

const meaning: Record<Scope, string> = {
  'authority:read': 'ask who is authoritative (routers)',
  'observations:write': 'report what routers did',
  'runs:write': 'send runs and what belongs to them (jobs)',
  'program:read': 'read the program',
  'program:write': 'apply manifests, draft rules, triage, mark items done',
  'decisions:write': 'propose, withdraw and execute, never sign off',
  'ledger:read': 'read the record',
  'keys:write': 'issue and revoke keys',
  'rollback:write': 'roll back, as the person it is issued to',
};

/** Issues a key; the key itself is shown once. */
export function CreateKeyButton({ view }: { view: SettingsView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActButton act={view.createKey} small end icon="key" onPress={() => setOpen(true)}>
        Issue a key…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="Issue an API key"
        lead="Give it what it needs and no more. It is shown once; only its digest is kept."
      >
        <KeyForm view={view} />
      </Dialog>
    </>
  );
}

function KeyForm({ view }: { view: SettingsView }) {
  const [name, setName] = useState('');
  const [chosen, setChosen] = useState<ReadonlySet<Scope>>(new Set());
  const [expires, setExpires] = useState('');
  const [person, setPerson] = useState('');
  const { act, busy, problem, answer } = useAct<IssuedKey>();
  if (answer?.key) {
    return (
      <div className="done-note">
        <p>This is the key. Copy it now: it is not shown again.</p>
        <code className="secret">{answer.key}</code>
      </div>
    );
  }
  const rollsBack = chosen.has('rollback:write');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act({
          method: 'POST',
          path: endpoints.keys(view.program.slug),
          body: {
            name: name.trim(),
            scopes: [...chosen],
            expiresAt: expires === '' ? null : `${expires}T00:00:00.000Z`,
            ...(rollsBack && person !== '' ? { person } : {}),
          },
        });
      }}
    >
      <TextField
        label="Name"
        hint="What uses it: a job, a router, a script."
        value={name}
        onChange={(event) => setName(event.target.value)}
        required
      />
      <fieldset className="field">
        <legend className="strong">Scopes</legend>
        <div className="checks">
          {view.scopes.map((scope) => (
            <label key={scope}>
              <input
                type="checkbox"
                checked={chosen.has(scope)}
                onChange={(event) =>
                  setChosen(
                    new Set(event.target.checked ? [...chosen, scope] : [...chosen].filter((each) => each !== scope)),
                  )
                }
              />
              <span>
                <span className="mono">{scope}</span> <span className="faint">{meaning[scope]}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      {rollsBack ? (
        <SelectField
          label="Issued to"
          hint="A rollback by this key counts as this person’s act."
          value={person}
          onChange={(event) => setPerson(event.target.value)}
          options={[
            { value: '', label: 'choose a person' },
            ...view.members.map(({ id, name: who }) => ({ value: id, label: who })),
          ]}
        />
      ) : null}
      <TextField
        label="Expires"
        hint="Optional. The day on which it stops working, UTC."
        type="date"
        value={expires}
        onChange={(event) => setExpires(event.target.value)}
      />
      <FormEnd problem={problem} busy={busy}>
        Issue
      </FormEnd>
    </form>
  );
}
