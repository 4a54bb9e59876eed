'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { TextArea, TextField } from '@/components/ui/field';
import { ProblemNote } from '@/components/ui/problem-note';
import { paths } from '@/lib/contract/paths';
import type { ProposeView } from '@/lib/contract/views/decision';
import type { Stage } from '@/lib/domain/words';

type Props = { view: ProposeView; to: Stage; needsLanes: boolean };

/** Title, reason and window of a proposal. The title follows what is picked until somebody writes another. */
export function ProposeForm({ view, to, needsLanes }: Props) {
  const router = useRouter();
  const days = view.rollbackDays;
  const [written, setTitle] = useState<string | null>(null);
  const title = written ?? view.title;
  const [rationale, setRationale] = useState('');
  const [rollbackDays, setRollbackDays] = useState(String(days?.default ?? ''));
  const { act, busy, problem } = useAct<{ number: number }>({
    onDone: (answer) => router.push(paths.decision(view.program.slug, answer.number)),
  });
  const propose = () =>
    act({
      method: 'POST',
      path: endpoints.decisions(view.program.slug),
      body: {
        kind: 'advance',
        context: view.context.slug,
        to,
        ...(needsLanes ? { lanes: view.picked } : {}),
        title: title.trim(),
        rationale: rationale.trim(),
        ...(days === null || rollbackDays === '' ? {} : { rollbackDays: Number(rollbackDays) }),
      },
    });
  const incomplete = title.trim() === '' || rationale.trim() === '';
  const allowed = !view.propose.allowed
    ? view.propose
    : needsLanes && view.picked.length === 0
      ? { allowed: false, why: 'Pick at least one lane.' }
      : incomplete
        ? { allowed: false, why: 'A title and a reason are needed.' }
        : view.propose;
  return (
    <div>
      <TextField label="Title" value={title} onChange={(event) => setTitle(event.target.value)} />
      <TextArea
        label="Why this move, now"
        hint="Signers read it first."
        value={rationale}
        onChange={(event) => setRationale(event.target.value)}
      />
      {days === null ? null : (
        <TextField
          label="Way back, in days"
          hint={`Between ${days.min} and ${days.max}. Until then one person of operations can go back at once.`}
          type="number"
          min={days.min}
          max={days.max}
          value={rollbackDays}
          onChange={(event) => setRollbackDays(event.target.value)}
        />
      )}
      <ProblemNote problem={problem} />
      <ActButton act={allowed} look="primary" wide busy={busy} onPress={propose}>
        Propose
      </ActButton>
    </div>
  );
}
