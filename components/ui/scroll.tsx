'use client';

import { useEffect, useRef } from 'react';

type Props = { label: string; className?: string; at?: number; children: React.ReactNode };

/**
 * A frame for what may be wider than the screen; it scrolls by touch, wheel and keyboard. `at` (0 to 1) is in view at first,
 * and again when the frame gets another width, as on a phone that is turned.
 */
export function Scroll({ label, className = 'scroll', at = 0, children }: Props) {
  const frame = useRef<HTMLElement>(null);
  useEffect(() => {
    const { current } = frame;
    if (current === null) return;
    let width = -1;
    const watch = new ResizeObserver(() => {
      if (current.clientWidth === width) return;
      width = current.clientWidth;
      current.scrollLeft = at * current.scrollWidth - width * 0.7;
    });
    watch.observe(current);
    return () => watch.disconnect();
  }, [at]);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section ref={frame} className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
