/** A frame for what may be wider than the screen; it scrolls by touch, wheel and keyboard. */
export function Scroll({
  label,
  className = 'scroll',
  children,
}: {
  label: string;
  className?: string;
  children: React.ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={className} tabIndex={0} aria-label={label}>
      {children}
    </section>
  );
}
