'use client';

import { SideMark } from '@/components/states/side';
import { isTree, listOf, textOf, treeOf, withMember } from './document';
import type { Choice, Member } from './members';

// One control for each way in which a member of a rule is said.

export type ControlProps<M extends Member = Member> = {
  id: string;
  member: M;
  value: unknown;
  onChange: (value: unknown) => void;
  wrong: boolean;
  describedBy: string | undefined;
};

type Of<Kind extends Member['control']> = Extract<Member, { control: Kind }>;

type PickProps = {
  id?: string;
  label?: string;
  choices: readonly Choice[];
  value: unknown;
  onChange: (value: string) => void;
  wrong?: boolean;
};

/** A choice of a few words; one that is none of them is shown as it stands. */
export function Pick({ id, label, choices, value, onChange, wrong = false }: PickProps) {
  const text = textOf(value);
  const known = choices.some((choice) => choice.value === text);
  return (
    <select
      id={id}
      className="input"
      aria-label={label}
      aria-invalid={wrong || undefined}
      value={text}
      onChange={(event) => onChange(event.target.value)}
    >
      {known ? null : <option value={text}>{text === '' ? 'choose…' : text}</option>}
      {choices.map((choice) => (
        <option key={choice.value} value={choice.value}>
          {choice.label}
        </option>
      ))}
    </select>
  );
}

/** Legacy beside target: one word where both do the same, unless the document always names both. */
export function SidesControl({ member, value, onChange, wrong }: ControlProps<Of<'sides'>>) {
  const both = isTree(value) ? value : { legacy: value, target: value };
  const set = (side: 'legacy' | 'target', word: string) => {
    const next = { legacy: both.legacy, target: both.target, [side]: word };
    onChange(next.legacy === next.target && member.apart !== true ? next.legacy : next);
  };
  return (
    <span className="sides">
      {(['legacy', 'target'] as const).map((side) => (
        <span key={side}>
          <SideMark side={side} />
          <Pick
            label={`${member.label} on ${side}`}
            choices={member.choices}
            value={both[side]}
            onChange={(word) => set(side, word)}
            wrong={wrong}
          />
        </span>
      ))}
    </span>
  );
}

/** A whole number; what is none is kept as it was typed, so that the rule can say what is wrong with it. */
export function NumberControl({ id, member, value, onChange, wrong, describedBy }: ControlProps<Of<'number'>>) {
  return (
    <input
      id={id}
      className="input short"
      type="number"
      inputMode="numeric"
      min={member.least}
      max={member.most}
      value={textOf(value)}
      aria-invalid={wrong || undefined}
      aria-describedby={describedBy}
      onChange={({ target: { value: text } }) => onChange(text === '' ? null : Number(text))}
    />
  );
}

export function TextControl({ id, member, value, onChange, wrong, describedBy }: ControlProps<Of<'text'>>) {
  return (
    <span className="with-unit">
      <input
        id={id}
        className="input mono"
        value={textOf(value)}
        placeholder={member.example}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={wrong || undefined}
        aria-describedby={describedBy}
        onChange={(event) => onChange(event.target.value)}
      />
      {member.unit === undefined ? null : <span className="faint">{member.unit}</span>}
    </span>
  );
}

/** One text a line. */
export function LinesControl({ id, value, onChange, wrong, describedBy }: ControlProps) {
  const lines = listOf(value).map(textOf);
  return (
    <textarea
      id={id}
      className="input mono lines"
      rows={Math.max(2, lines.length)}
      value={lines.join('\n')}
      spellCheck={false}
      aria-invalid={wrong || undefined}
      aria-describedby={describedBy}
      onChange={(event) => onChange(event.target.value.split('\n'))}
    />
  );
}

const written: Choice[] = [
  { value: 'json', label: 'as JSON' },
  { value: 'separator', label: 'with a separator' },
];

/** How a list is written: as JSON, or with something between its members. */
export function WrittenControl({ id, member, value, onChange, wrong }: ControlProps) {
  const separated = isTree(value);
  return (
    <span className="sides">
      <Pick
        id={id}
        choices={written}
        value={separated ? 'separator' : value}
        onChange={(word) => onChange(word === 'json' ? 'json' : { separator: ';' })}
      />
      {separated ? (
        <input
          className="input mono short"
          aria-label={`${member.label} with`}
          aria-invalid={wrong || undefined}
          value={textOf(treeOf(value).separator)}
          onChange={(event) => onChange(withMember(treeOf(value), 'separator', event.target.value))}
        />
      ) : null}
    </span>
  );
}
