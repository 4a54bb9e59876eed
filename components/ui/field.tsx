'use client';

import { useId } from 'react';

type Shell = { label: string; hint?: React.ReactNode; wrong?: string | undefined };

const notesOf = (id: string, { hint, wrong }: Shell): string | undefined =>
  [hint === undefined ? '' : `${id}-hint`, wrong === undefined ? '' : `${id}-wrong`]
    .filter((each) => each !== '')
    .join(' ') || undefined;

function Frame({ id, label, hint, wrong, children }: Shell & { id: string; children: React.ReactNode }) {
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint === undefined ? null : (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {wrong === undefined ? null : (
        <p className="wrong" id={`${id}-wrong`}>
          {wrong}
        </p>
      )}
    </div>
  );
}

/** One line of text. */
export function TextField({
  label,
  hint,
  wrong,
  ...rest
}: Shell & Omit<React.ComponentProps<'input'>, 'id' | 'className'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} wrong={wrong}>
      <input
        {...rest}
        id={id}
        className="input"
        aria-invalid={wrong !== undefined || undefined}
        aria-describedby={notesOf(id, { label, hint, wrong })}
      />
    </Frame>
  );
}

/** Prose of a person, in serif, or raw text in mono. */
export function TextArea({
  label,
  hint,
  wrong,
  voice = 'serif',
  ...rest
}: Shell & { voice?: 'serif' | 'mono' } & Omit<React.ComponentProps<'textarea'>, 'id' | 'className'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} wrong={wrong}>
      <textarea
        {...rest}
        id={id}
        className={`input ${voice}`}
        aria-invalid={wrong !== undefined || undefined}
        aria-describedby={notesOf(id, { label, hint, wrong })}
      />
    </Frame>
  );
}

/** One of a few words. */
export function SelectField({
  label,
  hint,
  wrong,
  options,
  ...rest
}: Shell & { options: { value: string; label: string }[] } & Omit<React.ComponentProps<'select'>, 'id' | 'className'>) {
  const id = useId();
  return (
    <Frame id={id} label={label} hint={hint} wrong={wrong}>
      <select {...rest} id={id} className="input" aria-describedby={notesOf(id, { label, hint, wrong })}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </Frame>
  );
}
