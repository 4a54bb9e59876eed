'use client';

import { TextArea, TextField } from '@/components/ui/field';

type ToldFieldsProps = {
  title: string;
  onTitle: (title: string) => void;
  /** What the reason is asked as: "Why this move, now". */
  why: string;
  rationale: string;
  onRationale: (rationale: string) => void;
  required?: boolean;
};

/** What people read first of every decision: its name, and why. */
export const ToldFields = ({ title, onTitle, why, rationale, onRationale, required = false }: ToldFieldsProps) => (
  <>
    <TextField
      label="Title"
      value={title}
      onChange={(event) => onTitle(event.target.value)}
      maxLength={200}
      required={required}
    />
    <TextArea
      label={why}
      hint="Signers read it first. It stands in the record with your name."
      value={rationale}
      onChange={(event) => onRationale(event.target.value)}
      maxLength={8000}
      required={required}
    />
  </>
);
