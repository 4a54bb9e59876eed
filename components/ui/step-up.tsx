'use client';

import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { asProblem } from '@/components/query/problem';
import type { StepUp as Wire } from '@/lib/contract/v1/decisions';
import type { PasskeyAnswer } from '@/lib/contract/v1/passkeys';
import type { StepUpView } from '@/lib/contract/views/parts';
import { askPasskey } from './ask-passkey';
import { Button } from './button';
import { TextField } from './field';
import { ProblemNote } from './problem-note';
import { passkeyFirst } from './send-look';

export type Proof = {
  view: StepUpView;
  password: string;
  setPassword: (password: string) => void;
  /** What a passkey signs; null where the act has no hash of its own. */
  evidenceHash: string | null;
  answered: boolean;
  setAnswer: (answer: PasskeyAnswer | null) => void;
  value: Wire;
};

/** Holds what proves identity again while a form is open. To sign off, name the hash that is signed. */
export const useStepUp = (view: StepUpView, signs?: { evidenceHash: string }): Proof => {
  const [password, write] = useState('');
  const [answer, setAnswer] = useState<PasskeyAnswer | null>(null);
  const setPassword = (text: string) => {
    setAnswer(null);
    write(text);
  };
  const otherwise: Wire = view.method === 'password' ? { method: 'password', password } : { method: 'recent_sign_in' };
  const value: Wire = answer === null ? otherwise : { method: 'passkey', assertion: answer };
  const evidenceHash = signs?.evidenceHash ?? null;
  return { view, password, setPassword, evidenceHash, answered: answer !== null, setAnswer, value };
};

/** Asks for identity again: a passkey where there is one, the password, or a fresh sign-in at the provider. */
export function StepUp({ proof }: { proof: Proof }) {
  return (
    <>
      {proof.view.passkeys > 0 ? <ByPasskey proof={proof} /> : null}
      <Otherwise proof={proof} />
    </>
  );
}

/** The first thing in the form that is not yet filled in, whatever proves identity left aside. */
const unfilled = (form: HTMLFormElement) => form.querySelector<HTMLInputElement>(':invalid:not([type="password"])');

/** One press: the passkey is asked, and with its answer the form is sent. */
function ByPasskey({ proof }: { proof: Proof }) {
  const { evidenceHash, setAnswer, answered } = proof;
  const place = useRef<HTMLDivElement>(null);
  const [send, setSend] = useState(false);
  const { mutate, isPending, error } = useMutation({
    mutationFn: () => askPasskey({ evidenceHash }),
    onSuccess: (answer) => {
      setAnswer(answer);
      setSend(true);
    },
  });
  // only once the answer stands in what the form sends
  useEffect(() => {
    if (!send || !answered) return;
    setSend(false);
    place.current?.closest('form')?.requestSubmit();
  }, [send, answered]);
  const ask = () => {
    const form = place.current?.closest('form');
    const missing = form && unfilled(form);
    if (missing) missing.reportValidity();
    else mutate();
  };
  return (
    <div className="field" ref={place}>
      <Button look={passkeyFirst(proof) ? 'primary' : 'plain'} wide busy={isPending} icon="key" onClick={ask}>
        Use a passkey
      </Button>
      <p className="hint">
        {evidenceHash === null
          ? 'Your device confirms that it is you.'
          : 'Your device signs the hash above: anybody can check it later without this server.'}
      </p>
      <ProblemNote problem={error === null ? null : asProblem(error)} />
    </div>
  );
}

function Otherwise({ proof }: { proof: Proof }) {
  const { view, password, setPassword, answered } = proof;
  if (view.method === 'password') {
    return (
      <TextField
        label={view.passkeys > 0 ? 'Or your password, again' : 'Your password, again'}
        hint="A sign-off is yours alone: it asks who you are each time."
        type="password"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        required={!answered}
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
