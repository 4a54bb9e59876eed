import { integer } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import { Link } from '@/components/ui/link';
import { withFilter } from '@/lib/contract/paths';
import type { FilterOption } from '@/lib/contract/views/parts';
import { Flyout } from './flyout';

type Filter = Readonly<Record<string, string | number | undefined>>;

type Choice = { name: string; label: string; options: FilterOption[]; any: string };

type Props = { path: string; filter: Filter; choices: Choice[]; children?: React.ReactNode };

/** Filters of a list. Each is a list of links: the state of the screen is its address. */
export function Filters({ path, filter, choices, children }: Props) {
  return (
    <div className="filters">
      {choices
        .filter(({ options }) => options.length > 0)
        .map((choice) => (
          <FilterLinks key={choice.name} path={path} filter={filter} choice={choice} />
        ))}
      {children}
    </div>
  );
}

function FilterLinks({ path, filter, choice }: { path: string; filter: Filter; choice: Choice }) {
  const chosen = filter[choice.name]?.toString() ?? '';
  const shown = choice.options.find((option) => option.value === chosen);
  const to = (value: string) => withFilter(path, { ...filter, cursor: undefined, [choice.name]: value });
  return (
    <Flyout
      className={shown === undefined ? 'btn' : 'btn set'}
      label={
        <>
          {shown === undefined ? choice.label : shown.label}
          <Icon name="down" className="small" />
        </>
      }
    >
      <ul aria-label={choice.label}>
        <li>
          <Link className="menu-item" href={to('')} aria-current={chosen === '' ? 'true' : undefined} scroll={false}>
            {choice.any}
          </Link>
        </li>
        {choice.options.map((option) => (
          <li key={option.value}>
            <Link
              className="menu-item"
              href={to(option.value)}
              aria-current={option.value === chosen ? 'true' : undefined}
              scroll={false}
            >
              {option.label}
              <em>{integer(option.count)}</em>
            </Link>
          </li>
        ))}
      </ul>
    </Flyout>
  );
}
