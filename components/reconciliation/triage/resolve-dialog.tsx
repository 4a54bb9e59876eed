'use client';

import { useState } from 'react';
import { Dialog } from '@/components/ui/dialog';
import { SelectField, TextArea, TextField } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import { useDesk } from './desk-context';
import { bodyOf, draftOf, emptyResolution, type ResolutionDraft } from './resolution';
import { StaleNote } from './stale-note';
import { nameOf, type Target } from './target';
import { useDetail } from './use-detail';
import { useTriage } from './use-triage';

type Props = { targets: readonly Target[]; onClose: () => void };

/** What a pattern taught, who fixes it and where that is tracked. No word of it makes a gate count less. */
export function ResolveDialog({ targets, onClose }: Props) {
  const name = nameOf(targets);
  const detail = useDetail(targets);
  const ready = targets.length > 1 || detail !== null;
  return (
    <Dialog
      open
      wide
      onOpenChange={(open) => !open && onClose()}
      title={`What ${name} taught`}
      lead="It is kept as what the migration learned. It accepts nothing by itself: only signed-off rules or a decision do, and gates count the pattern as before until then."
    >
      {ready ? (
        <ResolveForm
          key={detail?.revision ?? 'many'}
          targets={targets}
          before={detail === null ? emptyResolution : draftOf(detail)}
          onClose={onClose}
        />
      ) : (
        <p className="wait" style={{ height: 320 }} />
      )}
    </Dialog>
  );
}

const somebodyElse = 'somebody-else';

function ResolveForm({ targets, before, onClose }: Props & { before: ResolutionDraft }) {
  const { choices, say } = useDesk();
  const [draft, setDraft] = useState(before);
  const set = (change: Partial<ResolutionDraft>) => setDraft((now) => ({ ...now, ...change }));
  const meaning = choices.resolutions.find(({ value }) => value === draft.resolution);
  const { send, sendAnew, busy, problem } = useTriage(targets, () => {
    say(
      meaning === undefined
        ? `${nameOf(targets)} says nothing of what it taught now.`
        : `${nameOf(targets)}: ${meaning.label}. Gates count it as before.`,
    );
    onClose();
  });
  const rule = draft.resolution === 'hidden_legacy_rule';
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send(bodyOf(draft, before));
      }}
    >
      <SelectField
        label="In a word"
        hint={meaning?.meaning ?? 'Nothing yet.'}
        value={draft.resolution}
        onChange={(event) => set({ resolution: event.target.value })}
        options={[{ value: '', label: 'nothing yet' }, ...choices.resolutions]}
      />
      {rule ? (
        <TextArea
          label="The rule that nobody had written down"
          hint="Legacy does it so; the next who reads it should need no more than this."
          value={draft.hiddenLegacyRule}
          onChange={(event) => set({ hiddenLegacyRule: event.target.value })}
          required
          maxLength={4000}
        />
      ) : null}
      <TextArea
        label="What it taught"
        value={draft.taught}
        onChange={(event) => set({ taught: event.target.value })}
        maxLength={4000}
      />
      <div className="half-form">
        <SelectField
          label="Who fixes it"
          value={draft.fixerName === null ? draft.fixer : somebodyElse}
          onChange={(event) =>
            event.target.value === somebodyElse
              ? set({ fixer: '', fixerName: '' })
              : set({ fixer: event.target.value, fixerName: null })
          }
          options={[
            { value: '', label: 'nobody yet' },
            ...choices.owners.map(({ id, name, you }) => ({ value: id, label: you ? `${name} (me)` : name })),
            { value: somebodyElse, label: 'somebody else…' },
          ]}
        />
        <TextField label="By" type="date" value={draft.due} onChange={(event) => set({ due: event.target.value })} />
      </div>
      {draft.fixerName === null ? null : (
        <TextField
          label="Their name"
          value={draft.fixerName}
          onChange={(event) => set({ fixerName: event.target.value })}
          maxLength={200}
          required
        />
      )}
      <TextArea
        label="Where it is tracked"
        hint="https addresses, one a line."
        value={draft.links}
        rows={2}
        onChange={(event) => set({ links: event.target.value })}
      />
      <StaleNote
        problem={problem}
        targets={targets}
        onReload={onClose}
        onAgain={() => void sendAnew(bodyOf(draft, before))}
      />
      <FormEnd problem={null} busy={busy}>
        Save
      </FormEnd>
    </form>
  );
}
