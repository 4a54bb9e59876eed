'use client';

import { Menu } from '@base-ui/react/menu';
import { useRouter } from 'next/navigation';
import { integer } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import { withFilter } from '@/lib/contract/paths';
import type { FilterOption } from '@/lib/contract/views/parts';

type Filter = Readonly<Record<string, string | number | undefined>>;

type Choice = { name: string; label: string; options: FilterOption[]; any: string };

/** Filters of a list. Each is a menu of links: the state of the screen is its address. */
export function Filters({
  path,
  filter,
  choices,
  children,
}: {
  path: string;
  filter: Filter;
  choices: Choice[];
  children?: React.ReactNode;
}) {
  return (
    <div className="filters">
      {choices
        .filter(({ options }) => options.length > 0)
        .map((choice) => (
          <FilterMenu key={choice.name} path={path} filter={filter} choice={choice} />
        ))}
      {children}
    </div>
  );
}

function FilterMenu({ path, filter, choice }: { path: string; filter: Filter; choice: Choice }) {
  const router = useRouter();
  const chosen = filter[choice.name]?.toString() ?? '';
  const shown = choice.options.find((option) => option.value === chosen);
  const go = (value: string) =>
    router.push(withFilter(path, { ...filter, cursor: undefined, [choice.name]: value }), { scroll: false });
  return (
    <Menu.Root>
      <Menu.Trigger className={shown === undefined ? 'btn' : 'btn set'}>
        {shown === undefined ? choice.label : shown.label}
        <Icon name="down" className="small" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-at" sideOffset={4} align="start">
          <Menu.Popup className="menu">
            <Menu.RadioGroup value={chosen} onValueChange={go}>
              <Menu.RadioItem className="menu-item" value="" closeOnClick>
                {choice.any}
              </Menu.RadioItem>
              {choice.options.map((option) => (
                <Menu.RadioItem key={option.value} className="menu-item" value={option.value} closeOnClick>
                  {option.label}
                  <em>{integer(option.count)}</em>
                </Menu.RadioItem>
              ))}
            </Menu.RadioGroup>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
