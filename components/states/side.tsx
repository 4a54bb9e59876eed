import type { Participation, Side } from '@/lib/domain/words';

/** Legacy is hatched, target plain: the two hues say which side, never good or bad. */
export function SideMark({ side, children }: { side: Side; children?: React.ReactNode }) {
  return (
    <span className={`side ${side}`}>
      <i aria-hidden="true" />
      {children ?? side}
    </span>
  );
}

const words: Record<Participation, string> = {
  authoritative: 'authoritative',
  shadow: 'shadow',
  standby: 'standby',
  off: 'off',
};

/** What the side without authority does: "legacy standby", "target shadow". */
export const beside = (side: Side, participation: { legacy: Participation; target: Participation }): string => {
  const other: Side = side === 'legacy' ? 'target' : 'legacy';
  return `${other} ${words[participation[other]]}`;
};
