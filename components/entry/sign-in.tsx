'use client';

import { useState } from 'react';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import { type ApiProblem, asProblem } from '@/components/query/problem';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { ProblemNote } from '@/components/ui/problem-note';
import { paths } from '@/lib/contract/paths';
import type { SignInView } from '@/lib/contract/views/entry';
import { roleTitles } from '@/lib/domain/access/role-titles';

const demoPassword = 'lockgate-demo';

/** Signs in with a local account or through the provider, and goes back to where one came from. */
export function SignIn({ view, back }: { view: SignInView; back: string }) {
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);

  const attempt = (act: () => Promise<string>) => {
    setBusy(true);
    setProblem(null);
    act()
      .then((to) => window.location.assign(to))
      .catch((error: unknown) => {
        setProblem(asProblem(error));
        setBusy(false);
      });
  };
  const signIn = (who: string, secret: string) =>
    attempt(async () => {
      await api({ method: 'POST', path: endpoints.session, body: { email: who.trim(), password: secret } });
      return back;
    });

  return (
    <>
      <h1>Sign in</h1>
      {view.installation === 'Lockgate' ? null : <p className="quiet">{view.installation}</p>}
      {view.oidc === null ? null : (
        <>
          <p className="field">
            <Button wide look="primary" busy={busy} onClick={() => attempt(async () => paths.signOn(back))}>
              Continue with {view.oidc.name}
            </Button>
          </p>
          <p className="or">or with an account here</p>
        </>
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn(email, password);
        }}
      >
        <TextField
          label="Address"
          type="email"
          name="email"
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          required
        />
        <TextField
          label="Password"
          type="password"
          name="password"
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
          required
        />
        <ProblemNote problem={problem} />
        <p className="field">
          <Button type="submit" wide look={view.oidc === null ? 'primary' : 'plain'} busy={busy}>
            Sign in
          </Button>
        </p>
      </form>
      {view.demoAccounts.length === 0 ? null : (
        <section className="demo-people" aria-labelledby="demo-people">
          <h2 id="demo-people">This is a demo. Come in as</h2>
          <ul>
            {view.demoAccounts.map((account) => (
              <li key={account.email}>
                <button type="button" onClick={() => signIn(account.email, demoPassword)}>
                  {roleTitles[account.role]}
                </button>
              </li>
            ))}
          </ul>
          <p className="why">
            Each is <span className="mono">role@demo.example</span> with the password{' '}
            <span className="mono">{demoPassword}</span>.
          </p>
        </section>
      )}
    </>
  );
}
