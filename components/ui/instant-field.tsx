'use client';

import { useId, useState, useSyncExternalStore } from 'react';
import { dayAndClock, dueIn } from '@/components/format/time';

type Zone = 'here' | 'UTC';

type Props = {
  label: string;
  hint?: string;
  /** An instant in UTC, or null: none is set. */
  value: string | null;
  onChange: (value: string | null) => void;
  now: string;
  wrong?: string | undefined;
  required?: boolean;
};

const two = (value: number): string => value.toString().padStart(2, '0');

/** As a date-time box wants it, in the zone that the reader chose. */
const inBox = (value: string | null, zone: Zone): string => {
  if (value === null) return '';
  const at = new Date(value);
  if (zone === 'UTC') return at.toISOString().slice(0, 16);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}T${two(at.getHours())}:${two(at.getMinutes())}`;
};

const fromBox = (text: string, zone: Zone): string | null => {
  const at = new Date(zone === 'UTC' ? `${text}:00Z` : text);
  return text === '' || Number.isNaN(at.getTime()) ? null : at.toISOString();
};

const here = (value: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(new Date(value));

const never = () => () => {};

/** A day and a time, entered as it is where one sits or in UTC, and shown in both. */
export function InstantField({ label, hint, value, onChange, now, wrong, required = false }: Props) {
  const id = useId();
  // The server does not know where the reader sits: until the page is alive it speaks UTC.
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [chosen, setChosen] = useState<Zone>('here');
  const zone = alive ? chosen : 'UTC';
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="instant">
        <input
          id={id}
          className="input"
          type="datetime-local"
          value={inBox(value, zone)}
          onChange={(event) => onChange(fromBox(event.target.value, zone))}
          aria-invalid={wrong !== undefined || undefined}
          aria-describedby={`${id}-says`}
          required={required}
        />
        <select
          className="input"
          aria-label={`Zone of ${label}`}
          value={zone}
          onChange={(event) => setChosen(event.target.value === 'UTC' ? 'UTC' : 'here')}
        >
          <option value="here">where you are</option>
          <option value="UTC">UTC</option>
        </select>
      </div>
      <p className={wrong === undefined ? 'hint' : 'wrong'} id={`${id}-says`}>
        {wrong ??
          (value === null
            ? hint
            : `${dayAndClock(value, now)}, ${dueIn(value, now)}${alive ? `; where you are, ${here(value)}` : ''}.`)}
      </p>
    </div>
  );
}
