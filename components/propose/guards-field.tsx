'use client';

import { SelectField } from '@/components/ui/field';
import type { ProposeView } from '@/lib/contract/views/decision';
import type { Guard, OnBreak } from './terms';

const breakWords: Record<OnBreak | 'nothing', string> = {
  nothing: 'shows, and does nothing',
  halt: 'places a hold',
  roll_back: 'takes the lanes back to legacy at once',
};

type Props = { criteria: ProposeView['guardable']; guards: Guard[]; onChange: (guards: Guard[]) => void };

/**
 * What happens by itself when a criterion breaks while the way back is open. The signers sign it with the rest; going
 * back so is the executor's act, and is reviewed like any other.
 */
export function GuardsField({ criteria, guards, onChange }: Props) {
  const set = (criterion: string, onBreak: string) => {
    const others = guards.filter((guard) => guard.criterion !== criterion);
    onChange(onBreak === 'halt' || onBreak === 'roll_back' ? [...others, { criterion, onBreak }] : others);
  };
  return (
    <ul className="guards">
      {criteria.map(({ criterion, title }) => (
        <li key={criterion}>
          <SelectField
            label={title}
            value={guards.find((guard) => guard.criterion === criterion)?.onBreak ?? 'nothing'}
            onChange={(event) => set(criterion, event.target.value)}
            options={Object.entries(breakWords).map(([value, label]) => ({ value, label }))}
          />
        </li>
      ))}
    </ul>
  );
}
