'use client';

import { useState, useSyncExternalStore } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { SelectField, TextArea } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import { InstantField } from '@/components/ui/instant-field';
import type { ContextRef } from '@/lib/contract/views/parts';
import { calendarOf, FreezeFields, noFreeze } from './freeze-fields';

/** What a hold may stop from where it is placed; `program` null: everything. */
export type Place = { program: { slug: string; name: string } | null; context: ContextRef | null };

type Props = { place: Place; zone: string; now: string; onDone: () => void };

const ends = ['lifted', 'instant', 'calendar'] as const;
type End = (typeof ends)[number];

const endWords: Record<End, string> = {
  lifted: 'until somebody lifts it',
  instant: 'until a day and time',
  calendar: 'in the windows of a calendar (a freeze)',
};

const never = () => () => {};

/** The reader's own zone, the program's, and UTC, each once. */
const useZones = (zone: string): string[] => {
  const own = useSyncExternalStore(
    never,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => zone,
  );
  return [...new Set([zone, own, 'UTC'])];
};

/** What is stopped, why and how long. */
export function HoldForm({ place, zone, now, onDone }: Props) {
  const { program, context } = place;
  const zones = useZones(zone);
  const [wide, setWide] = useState(context === null);
  const [reason, setReason] = useState('');
  const [end, setEnd] = useState<End>('lifted');
  const [until, setUntil] = useState<string | null>(null);
  const [freeze, setFreeze] = useState(() => noFreeze(zone));
  const { act, busy, problem } = useAct({ onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act({
          method: 'POST',
          path: endpoints.holds(program?.slug ?? null),
          body: {
            ...(program === null || wide || context === null ? {} : { context: context.slug }),
            reason: reason.trim(),
            ...(end === 'instant' && until !== null ? { until } : {}),
            ...(end === 'calendar' ? { calendar: calendarOf(freeze) } : {}),
          },
        });
      }}
    >
      {context === null || program === null ? null : (
        <SelectField
          label="What it stops"
          value={wide ? 'program' : 'context'}
          onChange={(event) => setWide(event.target.value === 'program')}
          options={[
            { value: 'context', label: context.name },
            { value: 'program', label: `the whole program, ${program.name}` },
          ]}
        />
      )}
      <TextArea
        label="Reason"
        hint="It stands on every page of what it stops, with your name."
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        required
      />
      <SelectField
        label="How long"
        value={end}
        onChange={(event) => setEnd(ends.find((each) => each === event.target.value) ?? 'lifted')}
        options={ends.map((value) => ({ value, label: endWords[value] }))}
      />
      {end === 'instant' ? (
        <InstantField label="It ends by itself at" value={until} onChange={setUntil} now={now} required />
      ) : null}
      {end === 'calendar' ? <FreezeFields wish={freeze} onChange={setFreeze} zones={zones} /> : null}
      <FormEnd problem={problem} busy={busy} look="danger primary">
        {end === 'calendar' ? 'Place the freeze' : `Hold ${program === null ? 'everything' : 'now'}`}
      </FormEnd>
    </form>
  );
}
