import { Icon } from '@/components/icons/icon';
import { Link } from '@/components/ui/link';
import { withFilter } from '@/lib/contract/paths';
import { Flyout } from './flyout';

type Props = {
  path: string;
  filter: Readonly<Record<string, string | number | undefined>>;
  name: string;
  label: string;
  /** The first is what stands when nothing is chosen. */
  options: readonly { value: string; label: string }[];
};

/** One of a few ways to look at a list, always one of them; what is chosen is in the address. */
export function Choose({ path, filter, name, label, options }: Props) {
  const chosen = filter[name]?.toString() ?? '';
  const shown = options.find(({ value }) => value === chosen) ?? options[0];
  return (
    <Flyout
      className={chosen === '' ? 'btn' : 'btn set'}
      name={`${label}: ${shown?.label ?? ''}`}
      label={
        <>
          {shown?.label}
          <Icon name="down" className="small" />
        </>
      }
    >
      <ul aria-label={label}>
        {options.map((option) => (
          <li key={option.value}>
            <Link
              className="menu-item"
              href={withFilter(path, { ...filter, cursor: undefined, [name]: option.value })}
              aria-current={option.value === shown?.value ? 'true' : undefined}
              scroll={false}
            >
              {option.label}
            </Link>
          </li>
        ))}
      </ul>
    </Flyout>
  );
}
