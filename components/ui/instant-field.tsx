'use client';

import { useEffect, useId, useRef, useState, useSyncExternalStore } from 'react';
import { instantTyped, isUnread, unreadText, writeInstant } from '@/components/format/instant';
import { dayAndClock, dueIn } from '@/components/format/time';

type Props = {
  label: string;
  hint?: string;
  /** An instant in UTC, null where none is set, or what was typed and cannot be read: a form must not take that for none. */
  value: string | null;
  onChange: (value: string | null) => void;
  now: string;
  wrong?: string | undefined;
  required?: boolean;
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

const inBox = (value: string | null): string => (value === null ? '' : isUnread(value) ? value : writeInstant(value));

const never = () => () => {};

/** A day and a time as they are typed and shown everywhere, in UTC; below it, what that is where one sits. */
export function InstantField({ label, hint, value, onChange, now, wrong, required = false }: Props) {
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(() => inBox(value));
  const [left, leave] = useState(false);
  // The server does not know where the reader sits.
  const alive = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const unread = isUnread(value);
  useEffect(() => box.current?.setCustomValidity(unread ? unreadText : ''), [unread]);
  const fault = unread ? (left ? unreadText : undefined) : wrong;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <div className="instant">
        <input
          ref={box}
          id={id}
          className="input"
          value={instantTyped(typed) === value ? typed : inBox(value)}
          placeholder="YYYY-MM-DD HH:MM"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange(instantTyped(event.target.value));
          }}
          onBlur={() => leave(true)}
          onInvalid={() => leave(true)}
          aria-invalid={fault !== undefined || undefined}
          aria-describedby={`${id}-zone ${id}-says`}
          required={required}
        />
        <span id={`${id}-zone`}>UTC</span>
      </div>
      <p className={fault === undefined ? 'hint' : 'wrong'} id={`${id}-says`}>
        {fault ??
          (value === null || unread
            ? hint
            : `${dayAndClock(value, now)}, ${dueIn(value, now)}${alive ? `; where you are, ${here(value)}` : ''}.`)}
      </p>
    </div>
  );
}
