'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import { asProblem } from '@/components/query/problem';
import { makePasskey } from '@/components/ui/ask-passkey';
import { TextField } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import { sendLook } from '@/components/ui/send-look';
import { StepUp, useStepUp } from '@/components/ui/step-up';
import type { PasskeyCreation } from '@/lib/contract/v1/passkeys';
import type { StepUpView } from '@/lib/contract/views/parts';

/** Confirms identity, has the device make a key, and keeps its public half. */
export function AddPasskeyForm({ stepUp, onDone }: { stepUp: StepUpView; onDone: () => void }) {
  const router = useRouter();
  const [name, setName] = useState('');
  const proof = useStepUp(stepUp);
  const { mutate, isPending, error } = useMutation({
    mutationFn: async () => {
      const body = { stepUp: proof.value };
      const options = await api<PasskeyCreation>({ method: 'POST', path: endpoints.passkeyRegistration, body });
      const registration = await makePasskey(options);
      const key = crypto.randomUUID();
      await api({ method: 'POST', path: endpoints.passkeys, body: { name: name.trim(), registration }, key });
    },
    onSuccess: () => {
      router.refresh();
      onDone();
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        mutate();
      }}
    >
      <TextField
        label="Name"
        hint="Where it is: a telephone, a key ring."
        value={name}
        onChange={(event) => setName(event.target.value)}
        maxLength={80}
        required
      />
      <StepUp proof={proof} />
      <FormEnd problem={error === null ? null : asProblem(error)} busy={isPending} look={sendLook(proof)}>
        Add
      </FormEnd>
    </form>
  );
}
