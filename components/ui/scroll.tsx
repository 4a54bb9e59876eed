'use client';

import { useEffect, useRef } from 'react';

type Props = { label: string; className?: string; at?: number; children: React.ReactNode };

/** A frame for what may be wider than the screen; it scrolls by touch, wheel and keyboard, and starts with `at` (0 to 1) in view. */
export function Scroll({ label, className = 'scroll', at = 0, children }: Props) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = frame;
    if (current !== null) current.scrollLeft = at * current.scrollWidth - current.clientWidth * 0.7;
  }, [at]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={frame} className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
