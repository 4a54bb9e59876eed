'use client';

import { ActButton } from '@/components/ui/act';
import { SelectField, TextField } from '@/components/ui/field';
import type { Act } from '@/lib/contract/views/parts';
import type { CohortDraft } from './redrawn';

type Props = {
  draft: CohortDraft;
  dimensions: Record<string, string[]>;
  place: { first: boolean; last: boolean };
  onChange: (draft: CohortDraft) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
};

const unless = (why: string | null): Act => (why === null ? { allowed: true, why } : { allowed: false, why });

function Values({ draft, dimensions, onChange }: Pick<Props, 'draft' | 'dimensions' | 'onChange'>) {
  const held = (dimension: string) => draft.where[dimension] ?? [];
  const set = (dimension: string, values: string[]) =>
    onChange({ ...draft, where: { ...draft.where, [dimension]: values } });
  return Object.entries(dimensions).map(([dimension, values]) => (
    <fieldset key={dimension} className="field">
      <legend>
        {dimension} <span className="faint">{held(dimension).length === 0 ? 'any' : 'one of'}</span>
      </legend>
      <div className="checks cols">
        {values.map((value) => (
          <label key={value}>
            <input
              type="checkbox"
              checked={held(dimension).includes(value)}
              onChange={(event) =>
                set(
                  dimension,
                  values.filter((each) => (each === value ? event.target.checked : held(dimension).includes(each))),
                )
              }
            />
            {value}
          </label>
        ))}
      </div>
    </fieldset>
  ));
}

/** A bound of a range or a share, in percent. */
function Percent({
  label,
  hint,
  value,
  onChange,
}: {
  label: string;
  hint?: string;
  value: string;
  onChange: (text: string) => void;
}) {
  return (
    <TextField
      label={label}
      {...(hint === undefined ? {} : { hint })}
      type="number"
      inputMode="decimal"
      min={0}
      max={100}
      step={0.001}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

/** One cohort: its names, what it takes, how much that is, and its place in the order. */
export function CohortFields({ draft, dimensions, place, onChange, onMove, onRemove }: Props) {
  const set = (part: Partial<CohortDraft>) => onChange({ ...draft, ...part });
  const name = draft.name === '' ? 'the new cohort' : draft.name;
  return (
    <fieldset className="cohort" aria-label={name}>
      <div className="cohort-line">
        <TextField
          label="Name"
          value={draft.name}
          onChange={(event) => set({ name: event.target.value })}
          maxLength={200}
        />
        {draft.cut === 'rest' ? null : (
          <>
            <TextField
              label="Short name"
              value={draft.slug}
              onChange={(event) => set({ slug: event.target.value })}
              maxLength={63}
              spellCheck={false}
            />
            <SelectField
              label="It takes"
              value={draft.cut}
              onChange={(event) => set({ cut: event.target.value === 'percent' ? 'percent' : 'where' })}
              options={[
                { value: 'where', label: 'values of dimensions' },
                { value: 'percent', label: 'a range of the keys' },
              ]}
            />
          </>
        )}
      </div>
      {draft.cut === 'rest' ? <p className="hint">Takes everyone whom no cohort before it takes.</p> : null}
      {draft.cut === 'where' ? <Values draft={draft} dimensions={dimensions} onChange={onChange} /> : null}
      <div className="cohort-line">
        {draft.cut === 'percent' ? (
          <>
            <Percent label="Keys from, %" value={draft.from} onChange={(from) => set({ from })} />
            <Percent label="to, %" value={draft.to} onChange={(to) => set({ to })} />
          </>
        ) : null}
        <Percent label="Share of the traffic, %" value={draft.traffic} onChange={(traffic) => set({ traffic })} />
      </div>
      {draft.cut === 'rest' ? null : (
        <div className="row-of">
          <ActButton
            act={unless(place.first ? 'It is the first.' : null)}
            small
            look="quietly"
            onPress={() => onMove(-1)}
          >
            Earlier<span className="sr">: {name}</span>
          </ActButton>
          <ActButton
            act={unless(place.last ? 'Only everyone else comes later.' : null)}
            small
            look="quietly"
            onPress={() => onMove(1)}
          >
            Later<span className="sr">: {name}</span>
          </ActButton>
          <ActButton act={unless(null)} small look="quietly" onPress={onRemove}>
            Take away<span className="sr">: {name}</span>
          </ActButton>
        </div>
      )}
    </fieldset>
  );
}
