'use client';

type Props = {
  /** The lanes of the line that can be picked. */
  keys: readonly string[];
  picked: ReadonlySet<string>;
  label: string;
  onToggle: () => void;
  children: React.ReactNode;
};

/** The head of a row or column, which picks all that can be picked in it; plain words where nothing can. */
export function LinePick({ keys, picked, label, onToggle, children }: Props) {
  if (keys.length === 0) return children;
  const count = keys.filter((key) => picked.has(key)).length;
  const pressed = count === 0 ? 'false' : count === keys.length ? 'true' : 'mixed';
  return (
    <button type="button" className="line-pick" aria-pressed={pressed} onClick={onToggle}>
      {children}
      <span className="sr">, {label}</span>
    </button>
  );
}
