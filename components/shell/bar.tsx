import { Link } from '@/components/ui/link';
import { Live } from './live';
import { MobileMenu } from './mobile-menu';
import { PaletteButton } from './palette-button';

export type Crumb = { label: string; href: string | null };

/** Where you are, since when the page knows what it shows, and the palette. */
export function Bar({ crumbs }: { crumbs: Crumb[] }) {
  return (
    <header className="bar">
      <MobileMenu />
      <nav aria-label="Where you are">
        <ol className="crumbs">
          {crumbs.map(({ label, href }) =>
            href === null ? (
              <li key={label} aria-current="page">
                {label}
              </li>
            ) : (
              <li key={label}>
                <Link href={href}>{label}</Link>
              </li>
            ),
          )}
        </ol>
      </nav>
      <Live />
      <PaletteButton />
    </header>
  );
}

/** A page inside the shell: its bar, then its content. */
export function Page({
  crumbs,
  flush = false,
  children,
}: {
  crumbs: Crumb[];
  flush?: boolean;
  children: React.ReactNode;
}) {
  return (
    <>
      <Bar crumbs={crumbs} />
      <main id="main" className={flush ? 'main flush' : 'main'} tabIndex={-1}>
        {children}
      </main>
    </>
  );
}
