'use client';

import { isUnread, unreadText } from '@/components/format/instant';
import { SelectField, TextArea, TextField } from '@/components/ui/field';
import { InstantField } from '@/components/ui/instant-field';
import type { DrawnCohort } from '@/lib/contract/views/context';
import { DrawingField } from './drawing-field';
import { type CohortDraft, draftsOf, isDraft, unfinished, wireOf } from './redrawn';

type Named = { name: string; label: string; hint?: string; optional?: boolean };

export type LaneOption = { workload: string; audience: string; text: string };

/** What a kind of decision asks for beside its title and reason: one of a few shapes. */
export type FormField = Named &
  (
    | { as: 'text' }
    | { as: 'prose' }
    | { as: 'number'; min: number; max: number }
    /** A calendar day, `YYYY-MM-DD`. */
    | { as: 'day'; min?: string }
    /** An instant, RFC 3339 in UTC. */
    | { as: 'instant' }
    | { as: 'choice'; options: { value: string; label: string }[] }
    | { as: 'lanes'; options: LaneOption[] }
    /** The whole drawing of a context, in its order. */
    | { as: 'drawing'; cohorts: DrawnCohort[]; dimensions: Record<string, string[]> }
  );

type PickedLane = { workload: string; audience: string };
export type Value = string | number | null | PickedLane[] | CohortDraft[];
export type Values = Readonly<Record<string, Value>>;

const draftsIn = (value: Value): CohortDraft[] => (Array.isArray(value) ? value.filter(isDraft) : []);
const lanesIn = (value: Value): PickedLane[] =>
  Array.isArray(value) ? value.filter((each): each is PickedLane => 'workload' in each) : [];

/** What stands in a form before anybody typed: the first choice, every lane, nothing else. */
export const firstValues = (fields: readonly FormField[], given: Values = {}): Values =>
  Object.fromEntries(
    fields.map((field): [string, Value] => {
      const known = given[field.name];
      if (known !== undefined) return [field.name, known];
      if (field.as === 'choice') return [field.name, field.options[0]?.value ?? ''];
      if (field.as === 'lanes')
        return [field.name, field.options.map(({ workload, audience }) => ({ workload, audience }))];
      if (field.as === 'drawing') return [field.name, draftsOf(field.cohorts)];
      return [field.name, field.as === 'instant' ? null : ''];
    }),
  );

const isEmpty = (value: Value | undefined): boolean =>
  value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);

/** What a time or a drawing still needs, in a sentence; the other shapes are only empty or not. */
export const unfinishedIn = (fields: readonly FormField[], values: Values): string | null => {
  const times = fields.filter(({ as }) => as === 'instant').map(({ name }) => values[name]);
  if (times.some((value) => typeof value === 'string' && value !== '' && isUnread(value))) return unreadText;
  const drawing = fields.find(({ as }) => as === 'drawing');
  return drawing === undefined ? null : unfinished(draftsIn(values[drawing.name] ?? null));
};

/** The first field that still has to be filled in. */
export const firstEmpty = (fields: readonly FormField[], values: Values): FormField | undefined =>
  fields.find((field) => field.optional !== true && isEmpty(values[field.name]));

/** What is filled in, as the API takes it. */
export const filledIn = (fields: readonly FormField[], values: Values): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field): [string, unknown][] => {
      const value = values[field.name];
      if (value === undefined || isEmpty(value)) return [];
      if (field.as === 'drawing') return [[field.name, wireOf(draftsIn(value))]];
      if (field.as === 'number') return [[field.name, Number(value)]];
      return [[field.name, typeof value === 'string' ? value.trim() : value]];
    }),
  );

type Props = { field: FormField; value: Value; onChange: (value: Value) => void; now: string };

const textOf = (value: Value): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

function LanesField({ field, value, onChange }: Props & { field: Extract<FormField, { as: 'lanes' }> }) {
  const keyOf = ({ workload, audience }: { workload: string; audience: string }) => `${workload}/${audience}`;
  const picked = lanesIn(value);
  const has = (lane: LaneOption) => picked.some((each) => keyOf(each) === keyOf(lane));
  return (
    <fieldset className="field">
      <legend className="strong">{field.label}</legend>
      <div className="checks cols">
        {field.options.map((lane) => (
          <label key={keyOf(lane)}>
            <input
              type="checkbox"
              checked={has(lane)}
              onChange={() =>
                onChange(
                  has(lane)
                    ? picked.filter((each) => keyOf(each) !== keyOf(lane))
                    : [...picked, { workload: lane.workload, audience: lane.audience }],
                )
              }
            />
            {lane.text}
          </label>
        ))}
      </div>
      {field.hint === undefined ? null : <p className="hint">{field.hint}</p>}
    </fieldset>
  );
}

/** One field of a proposal, by its shape. */
export function ProposalField({ field, value, onChange, now }: Props) {
  const shell = { label: field.label, ...(field.hint === undefined ? {} : { hint: field.hint }) };
  const text = { ...shell, value: textOf(value), required: field.optional !== true };
  switch (field.as) {
    case 'lanes':
      return <LanesField field={field} value={value} onChange={onChange} now={now} />;
    case 'drawing':
      return <DrawingField field={field} drafts={draftsIn(value)} onChange={onChange} />;
    case 'instant':
      return (
        <InstantField
          {...shell}
          value={typeof value === 'string' && value !== '' ? value : null}
          onChange={onChange}
          now={now}
          required={field.optional !== true}
        />
      );
    case 'choice':
      return <SelectField {...text} options={field.options} onChange={(event) => onChange(event.target.value)} />;
    case 'prose':
      return <TextArea {...text} onChange={(event) => onChange(event.target.value)} />;
    case 'number':
      return (
        <TextField
          {...text}
          type="number"
          inputMode="numeric"
          min={field.min}
          max={field.max}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'day':
      return <TextField {...text} type="date" min={field.min} onChange={(event) => onChange(event.target.value)} />;
    default:
      return <TextField {...text} onChange={(event) => onChange(event.target.value)} />;
  }
}
