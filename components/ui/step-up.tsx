'use client';

import { useState } from 'react';
import type { StepUp as Wire } from '@/lib/contract/v1/decisions';
import type { StepUpView } from '@/lib/contract/views/parts';
import { TextField } from './field';

export type Proof = { view: StepUpView; password: string; setPassword: (password: string) => void; value: Wire };

/** Holds what proves identity again while a form is open. */
export const useStepUp = (view: StepUpView): Proof => {
  const [password, setPassword] = useState('');
  const value: Wire = view.method === 'password' ? { method: 'password', password } : { method: 'recent_sign_in' };
  return { view, password, setPassword, value };
};

/** Asks for identity again: the password, or a fresh sign-in at the provider. */
export function StepUp({ proof }: { proof: Proof }) {
  const { view, password, setPassword } = proof;
  if (view.method === 'password') {
    return (
      <TextField
        label="Your password, again"
        hint="A sign-off is yours alone: it asks who you are each time."
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        required
      />
    );
  }
  if (view.recent) return <p className="field quiet">You signed in a moment ago; that is proof enough.</p>;
  return (
    <p className="field">
      <a className="btn" href={view.href}>
        Sign in again
      </a>
      <span className="why">Identity must be confirmed again. You come back to this page.</span>
    </p>
  );
}
