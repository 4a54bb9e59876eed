'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { SelectField, TextField } from '@/components/ui/field';
import { InstantField } from '@/components/ui/instant-field';
import type { ProposeView } from '@/lib/contract/views/decision';
import { legacyRoles } from '@/lib/domain/words';
import type { Terms } from './terms';

const GuardsField = dynamic(() => import('./guards-field').then((module) => module.GuardsField), { ssr: false });

type Props = { view: ProposeView; terms: Terms; onChange: (change: Partial<Terms>) => void };

/** Until when one can go back, when it is executed, and what happens by itself in between. */
export function TermsFields({ view, terms, onChange }: Props) {
  const days = view.rollbackDays;
  const [unfolded, unfold] = useState(terms.guards.length > 0);
  return (
    <>
      <div className="half fields">
        {days === null ? null : (
          <TextField
            label="Way back, in days"
            hint={`From ${days.min} to ${days.max}, from when it takes effect. It can be extended only by a decision.`}
            type="number"
            inputMode="numeric"
            min={days.min}
            max={days.max}
            value={terms.days}
            onChange={(event) => onChange({ days: event.target.value })}
          />
        )}
        {days === null ? null : (
          <SelectField
            label="Legacy, behind target"
            hint="Either way it takes no writes of its own."
            value={terms.legacyAfter}
            onChange={(event) =>
              onChange({ legacyAfter: legacyRoles.find((each) => each === event.target.value) ?? 'standby' })
            }
            options={[
              { value: 'standby', label: 'stands by as the way back' },
              { value: 'shadow', label: 'goes on in its shadow, and is compared' },
            ]}
          />
        )}
        <InstantField
          label="Execute at"
          hint="Left empty, somebody executes it by hand once it is approved."
          value={terms.at}
          onChange={(at) => onChange({ at })}
          now={view.now}
        />
      </div>
      {view.guardable.length === 0 ? null : (
        <details className="more" open={unfolded} onToggle={(event) => unfold(event.currentTarget.open)}>
          <summary>
            Guards: what happens by itself when a criterion breaks while the way back is open
            {terms.guards.length === 0 ? '' : ` (${terms.guards.length})`}
          </summary>
          {unfolded ? (
            <GuardsField criteria={view.guardable} guards={terms.guards} onChange={(guards) => onChange({ guards })} />
          ) : null}
        </details>
      )}
    </>
  );
}
