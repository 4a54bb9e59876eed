import type { Spot } from './clear';

type Props = { at: Spot | undefined; className: string; children: string };

/** A label where it was placed, with a rim in the page's colour: what it stands on never runs through its letters. */
export function Label({ at, className, children }: Props) {
  return at === undefined ? null : (
    <text className={`${className} halo`} x={at.x} y={at.y} textAnchor={at.anchor}>
      {children}
    </text>
  );
}
