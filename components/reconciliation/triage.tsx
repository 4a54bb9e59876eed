'use client';

import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { categoryLooks } from '@/components/states/category';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import { SelectField, TextArea } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import type { PatternView } from '@/lib/contract/views/reconciliation';

/** Says what a pattern is, how bad, and whose. It opens no gate by itself: only a signed-off rule explains a pattern. */
export function TriageButton({ pattern }: { pattern: PatternView }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <ActButton act={pattern.triage} small end onPress={() => setOpen(true)}>
        Triage…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Triage P-${pattern.number}`}
        lead="A category opens no gate: only a rule that is signed off explains a pattern. Gates keep counting the highest severity it ever had."
      >
        <TriageForm key={pattern.revision} pattern={pattern} onDone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function TriageForm({ pattern, onDone }: { pattern: PatternView; onDone: () => void }) {
  const [category, setCategory] = useState(pattern.category);
  const [severity, setSeverity] = useState(pattern.severity);
  const [owner, setOwner] = useState(pattern.ownerId ?? '');
  const [note, setNote] = useState(pattern.note ?? '');
  const { act, busy, problem } = useAct({ onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act({
          method: 'PATCH',
          path: endpoints.pattern(pattern.program.slug, pattern.id),
          body: {
            revision: pattern.revision,
            category,
            severity,
            owner: owner === '' ? null : owner,
            note: note.trim() === '' ? null : note.trim(),
          },
        });
      }}
    >
      <SelectField
        label="Category"
        value={category}
        onChange={(event) => setCategory(pattern.categories.find((each) => each === event.target.value) ?? category)}
        options={pattern.categories.map((each) => ({ value: each, label: categoryLooks[each].word }))}
      />
      <SelectField
        label="Severity"
        value={severity}
        onChange={(event) => setSeverity(pattern.severities.find((each) => each === event.target.value) ?? severity)}
        options={pattern.severities.map((each) => ({ value: each, label: each }))}
      />
      <SelectField
        label="Owner"
        value={owner}
        onChange={(event) => setOwner(event.target.value)}
        options={[
          { value: '', label: 'nobody' },
          ...pattern.owners.map(({ id, name }) => ({ value: id, label: name })),
        ]}
      />
      <TextArea label="What is known of it" value={note} onChange={(event) => setNote(event.target.value)} />
      <FormEnd problem={problem} busy={busy}>
        Save
      </FormEnd>
    </form>
  );
}
