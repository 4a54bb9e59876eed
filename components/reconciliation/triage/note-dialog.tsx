'use client';

import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { TextArea } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import { useDesk } from './desk-context';
import { StaleNote } from './stale-note';
import { nameOf, type Target } from './target';
import { useDetail } from './use-detail';
import { useTriage } from './use-triage';

type Props = { targets: readonly Target[]; onClose: () => void };

/** What is known of a pattern, in a person's words. */
export function NoteDialog({ targets, onClose }: Props) {
  const { say } = useDesk();
  const name = nameOf(targets);
  const before = useDetail(targets);
  const [typed, setTyped] = useState<string | null>(null);
  const note = typed ?? before?.note ?? '';
  const { send, sendAnew, busy, problem } = useTriage(targets, () => {
    say(`Noted of ${name}.`);
    onClose();
  });
  const change = { note: note.trim() === '' ? null : note.trim() };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={`What is known of ${name}`}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send(change);
        }}
      >
        <TextArea label="Note" value={note} onChange={(event) => setTyped(event.target.value)} maxLength={4000} />
        <StaleNote problem={problem} targets={targets} onReload={onClose} onAgain={() => void sendAnew(change)} />
        <FormEnd problem={null} busy={busy}>
          Save
        </FormEnd>
      </form>
    </Dialog>
  );
}
