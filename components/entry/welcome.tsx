'use client';

import { useState } from 'react';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import { type ApiProblem, asProblem } from '@/components/query/problem';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { ProblemNote } from '@/components/ui/problem-note';
import { paths } from '@/lib/contract/paths';
import type { AcceptedInvitation } from '@/lib/contract/v1/people';
import type { WelcomeView } from '@/lib/contract/views/entry';

/** Uses a one-time link: name and password, then straight in. */
export function Welcome({ view, token }: { view: WelcomeView; token: string }) {
  const [email, setEmail] = useState(view.email ?? '');
  const [name, setName] = useState(view.name ?? '');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const accept = async () => {
    const { person } = await api<AcceptedInvitation>({
      method: 'POST',
      path: endpoints.acceptance,
      body: { token, name: name.trim(), password, ...(view.email === null ? { email: email.trim() } : {}) },
    });
    await api({ method: 'POST', path: endpoints.session, body: { email: person.email, password } });
    window.location.assign(view.program === null ? paths.work() : paths.board(view.program.slug));
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        setProblem(null);
        accept().catch((error: unknown) => {
          setProblem(asProblem(error));
          setBusy(false);
        });
      }}
    >
      <TextField
        label="Address"
        type="email"
        autoComplete="username"
        value={email}
        onChange={(event) => setEmail(event.target.value)}
        readOnly={view.email !== null}
        required
      />
      <TextField
        label="Name"
        autoComplete="name"
        hint="As it stands in the record from now on."
        value={name}
        onChange={(event) => setName(event.target.value)}
        required
      />
      <TextField
        label="Password"
        type="password"
        autoComplete="new-password"
        minLength={12}
        hint="At least 12 characters. It is asked again each time you sign something off."
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        required
      />
      <ProblemNote problem={problem} />
      <p className="field">
        <Button type="submit" wide look="primary" busy={busy}>
          Come in
        </Button>
      </p>
    </form>
  );
}
