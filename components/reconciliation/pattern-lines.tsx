import { integer } from '@/components/format/number';
import { categoryLooks } from '@/components/states/category';
import { SeverityMark } from '@/components/states/severity';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { PatternRow } from '@/lib/contract/views/parts';
import { PatternTitle } from './pattern-title';

/** Patterns as short rows, where they are not the page's own subject. */
export function PatternLines({ patterns }: { patterns: (PatternRow & { slug: string })[] }) {
  return (
    <ul className="rows">
      {patterns.map((pattern) => (
        <li key={pattern.id}>
          <SeverityMark severity={pattern.severity} quiet />
          <span className="grow">
            <Link className="strong" href={paths.pattern(pattern.slug, pattern.number)}>
              <PatternTitle sentence={pattern.sentence} field={pattern.field} />
            </Link>
            <span className="sub">
              <span className="id">P-{pattern.number}</span>, {pattern.context.name},{' '}
              {categoryLooks[pattern.category].word}
              {pattern.members === 0 ? '' : `, ${integer(pattern.members)} merged`}
            </span>
          </span>
          <span className="end">{integer(pattern.total)}</span>
        </li>
      ))}
    </ul>
  );
}
