'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import { type ApiProblem, asProblem } from '@/components/query/problem';
import { Dialog } from '@/components/ui/dialog';
import { FormEnd } from '@/components/ui/form-end';
import { useDesk } from './desk-context';
import { useTriageStore } from './store';
import { nameOf, type Target } from './target';

/** The pattern that speaks for others. */
export type Head = { id: string; number: number; sentence: string };

type Props = { targets: readonly Target[]; head: Head; onClose: () => void };

/** Says what merging means before it is done. One after another, since each is an entry of the ledger. */
export function MergeDialog({ targets, head, onClose }: Props) {
  const { program, say } = useDesk();
  const { told } = useTriageStore();
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const merge = async () => {
    setBusy(true);
    setProblem(null);
    try {
      for (const { id, revision } of targets) {
        const answer = await api<{ id: string; revision: number }>({
          method: 'POST',
          path: endpoints.patternAct(program, id, 'merge'),
          body: { revision: Math.max(revision, told.current.get(id) ?? 0), into: head.id },
          key: crypto.randomUUID(),
        });
        told.current.set(answer.id, answer.revision);
      }
      say(`P-${head.number} speaks for ${nameOf(targets)} now.`);
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
    }
    setBusy(false);
    router.refresh();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`Merge ${nameOf(targets)} into P-${head.number}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void merge();
        }}
      >
        <p className="quote data">{head.sentence}</p>
        <ul className="means">
          <li>P-{head.number} speaks for all of it: one line, with the counts, days and examples of each.</li>
          <li>Who triages P-{head.number} gives its category and severity to all of it.</li>
          <li>
            <b>Gates go on counting each by itself</b>, in its own state and at its own worst. Merging meets no ceiling
            and makes nothing less severe.
          </li>
          <li>Each can be taken out again. Merging and taking out are in the ledger.</li>
        </ul>
        <FormEnd problem={problem} busy={busy}>
          Merge
        </FormEnd>
      </form>
    </Dialog>
  );
}
