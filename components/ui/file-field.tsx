'use client';

import { useId, useRef, useState } from 'react';
import { Button } from './button';

type Props = { label: string; accept: string; onText: (text: string) => void };

/** A file that is read as text: a button opens the system's own choice, and beside it stands what was chosen. */
export function FileField({ label, accept, onText }: Props) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [name, setName] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const read = (file: File) => {
    setName(file.name);
    setWrong(null);
    file.text().then(onText, () => setWrong(`${file.name} could not be read; what stands below is as it was.`));
  };
  return (
    <div className="field">
      <p className="label" id={`${id}-label`}>
        {label}
      </p>
      <div className="file">
        <Button onClick={() => input.current?.click()} aria-describedby={`${id}-label ${id}-name`}>
          Choose a file…
        </Button>
        <span id={`${id}-name`} className="quiet" aria-live="polite">
          {name ?? 'none chosen'}
        </span>
      </div>
      <input
        ref={input}
        type="file"
        accept={accept}
        hidden
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file !== undefined) read(file);
          // so that the same file, changed meanwhile, can be chosen again
          event.target.value = '';
        }}
      />
      {wrong === null ? null : (
        <p className="wrong" role="alert">
          {wrong}
        </p>
      )}
    </div>
  );
}
