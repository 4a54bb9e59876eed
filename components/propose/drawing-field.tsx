'use client';

import { Button } from '@/components/ui/button';
import { CohortFields } from './cohort-fields';
import type { FormField } from './form-fields';
import { type CohortDraft, newDraft, swapped } from './redrawn';

type Props = {
  field: Extract<FormField, { as: 'drawing' }>;
  drafts: CohortDraft[];
  onChange: (drafts: CohortDraft[]) => void;
};

/** The cohorts of a context in their order: each can be changed, moved, taken away; a new one comes before the rest. */
export function DrawingField({ field, drafts, onChange }: Props) {
  const last = drafts.length - 1;
  return (
    <fieldset className="field">
      <legend className="strong">{field.label}</legend>
      <ol className="drawing">
        {drafts.map((draft, at) => (
          <li key={draft.key}>
            <CohortFields
              draft={draft}
              dimensions={field.dimensions}
              place={{ first: at === 0, last: at >= last - 1 }}
              onChange={(changed) => onChange(drafts.map((each, index) => (index === at ? changed : each)))}
              onMove={(by) => onChange(swapped(drafts, at, by))}
              onRemove={() => onChange(drafts.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ol>
      <Button small icon="plus" onClick={() => onChange([...drafts.slice(0, last), newDraft(), ...drafts.slice(last)])}>
        Add a cohort
      </Button>
    </fieldset>
  );
}
