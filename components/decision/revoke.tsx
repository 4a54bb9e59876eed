'use client';

import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { ProblemNote } from '@/components/ui/problem-note';
import type { DecisionView, SignOffView } from '@/lib/contract/views/decision';

/** Takes back one's own sign-off, or one given on one's behalf, while the decision is not executed. It stays on record. */
export function RevokeButton({ view, signOff }: { view: DecisionView; signOff: SignOffView }) {
  const { act, busy, problem } = useAct();
  return (
    <>
      <ActButton
        act={signOff.revoke}
        wide
        busy={busy}
        onPress={() => act({ method: 'DELETE', path: endpoints.signOff(view.program.slug, view.id, signOff.id) })}
        note="It stays on record, and no longer counts."
      >
        {signOff.you ? 'Take back your sign-off' : `Take back what ${signOff.name} signed on your behalf`}
      </ActButton>
      <ProblemNote problem={problem} />
    </>
  );
}
