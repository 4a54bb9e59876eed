import { counted } from '@/components/format/number';
import { Link } from '@/components/ui/link';
import { withFilter } from '@/lib/contract/paths';
import type { Page } from '@/lib/contract/views/parts';

type Props = {
  path: string;
  filter: Readonly<Record<string, string | number | undefined>>;
  page: Page;
  noun: string;
  nouns?: string;
};

/** Links to the pages before and after, and how many there are in all. */
export function Pages({ path, filter, page, noun, nouns }: Props) {
  const to = (cursor: string) => withFilter(path, { ...filter, cursor });
  return (
    <nav className="pages" aria-label="Pages">
      <span>{counted(page.total, noun, nouns)}</span>
      <span className="end row-of">
        {page.previous === null ? null : (
          <Link className="btn small" href={to(page.previous)} rel="prev">
            Earlier page
          </Link>
        )}
        {page.next === null ? null : (
          <Link className="btn small" href={to(page.next)} rel="next">
            Next page
          </Link>
        )}
      </span>
    </nav>
  );
}
