import { integer } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import { Filters } from '@/components/ui/filters';
import { Flyout } from '@/components/ui/flyout';
import { Link } from '@/components/ui/link';
import { paths, withFilter } from '@/lib/contract/paths';
import type { PatternsFilter, PatternsView } from '@/lib/contract/views/reconciliation';
import { KeysButton } from './triage/keys-button';

type Name = Exclude<keyof PatternsFilter, 'cursor' | 'q' | 'sort'>;

/** Filters that few ask for: behind one button, and shown once they are set. */
const more = ({ severities, layers, resolutions, baselines, returns }: PatternsView) =>
  [
    { name: 'severity', label: 'Severity', options: severities },
    { name: 'resolution', label: 'Resolution', options: resolutions },
    { name: 'reopened', label: 'Came back', options: returns },
    { name: 'baseline', label: 'Legacy’s own noise', options: baselines },
    { name: 'layer', label: 'Layer', options: layers },
  ] as const;

function More({ view, path }: { view: PatternsView; path: string }) {
  const { filter } = view;
  const to = (name: Name, value: string | undefined) =>
    withFilter(path, { ...filter, cursor: undefined, [name]: filter[name] === value ? undefined : value });
  const groups = more(view).filter(({ options }) => options.length > 0);
  return (
    <Flyout
      className="btn"
      label={
        <>
          More
          <Icon name="down" className="small" />
        </>
      }
    >
      {groups.map(({ name, label, options }) => (
        <section key={name} aria-label={label}>
          <p className="menu-label">{label}</p>
          <ul>
            {options.map((option) => (
              <li key={option.value}>
                <Link
                  className="menu-item"
                  href={to(name, option.value)}
                  aria-current={filter[name] === option.value ? 'true' : undefined}
                  scroll={false}
                >
                  {option.label}
                  <em>{integer(option.count)}</em>
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </Flyout>
  );
}

/** What is set beyond the buttons, each with the way out of it. */
function Chips({ view, path }: { view: PatternsView; path: string }) {
  const { filter } = view;
  const set = more(view).filter(({ name }) => filter[name] !== undefined);
  if (set.length === 0 && filter.q === undefined) return null;
  const without = (name: keyof PatternsFilter) => withFilter(path, { ...filter, cursor: undefined, [name]: undefined });
  return (
    <ul className="chips" aria-label="Narrowed to">
      {filter.q === undefined ? null : (
        <li>
          <Link className="chip" href={without('q')} scroll={false} aria-label={`No longer only “${filter.q}”`}>
            “{filter.q}”
            <Icon name="close" className="small" />
          </Link>
        </li>
      )}
      {set.map(({ name, label, options }) => (
        <li key={name}>
          <Link className="chip" href={without(name)} scroll={false} aria-label={`No longer only by ${label}`}>
            {label}: {options.find(({ value }) => value === filter[name])?.label ?? filter[name]}
            <Icon name="close" className="small" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Search({ filter, path }: { filter: PatternsFilter; path: string }) {
  const { q, cursor: _, ...rest } = filter;
  return (
    <search className="find-in">
      <form action={path} method="get">
        <Icon name="search" className="small" />
        <input
          key={q}
          data-search
          type="search"
          name="q"
          aria-label="Search patterns"
          placeholder="Search, or P-118"
          defaultValue={q}
          maxLength={200}
          aria-keyshortcuts="/"
        />
        {Object.entries(rest).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <kbd>/</kbd>
      </form>
    </search>
  );
}

function Sort({ view, path }: { view: PatternsView; path: string }) {
  const { filter, sorts } = view;
  const now = sorts.find(({ value }) => value === filter.sort) ?? sorts[0];
  return (
    <Flyout
      className="sort"
      name={`Sorted ${now?.label ?? ''}`}
      label={
        <>
          {now?.label}
          <Icon name="down" className="small" />
        </>
      }
    >
      <ul aria-label="Sort">
        {sorts.map(({ value, label }, index) => (
          <li key={value}>
            <Link
              className="menu-item"
              href={withFilter(path, { ...filter, cursor: undefined, sort: index === 0 ? undefined : value })}
              aria-current={value === now?.value ? 'true' : undefined}
              scroll={false}
            >
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </Flyout>
  );
}

/** What the list shows and in which order. */
export function InboxFilters({ view }: { view: PatternsView }) {
  const { program, filter } = view;
  const path = paths.patterns(program.slug);
  const open = view.states.find(({ value }) => value === 'open');
  return (
    <>
      <Filters
        path={path}
        filter={filter}
        choices={[
          {
            name: 'state',
            label: open === undefined ? 'Open' : `Open ${integer(open.count)}`,
            options: view.states.filter(({ value }) => value !== 'open'),
            any: 'open',
          },
          { name: 'context', label: 'Context', options: view.contexts, any: 'Any context' },
          { name: 'category', label: 'Category', options: view.categories, any: 'Any category' },
          { name: 'owner', label: 'Owner', options: view.owners, any: 'Anybody’s' },
        ]}
      >
        <More view={view} path={path} />
      </Filters>
      <Chips view={view} path={path} />
      <div className="find-row">
        <Search filter={filter} path={path} />
        <Sort view={view} path={path} />
        <KeysButton />
      </div>
    </>
  );
}
