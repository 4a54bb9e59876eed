'use client';

import { Menu } from '@base-ui/react/menu';
import Link from 'next/link';
import { counted } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import { paths } from '@/lib/contract/paths';
import { useShell } from './shell-context';

/** Which program the navigation is about. */
export function ProgramSwitch() {
  const { program, programs, createProgram } = useShell();
  if (program === null) return null;
  return (
    <Menu.Root>
      <Menu.Trigger className="switch">
        <span>
          <small>Program</small>
          {program.name}
        </span>
        <Icon name="down" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-at" sideOffset={4} align="start">
          <Menu.Popup className="menu">
            {programs.map((each) => (
              <Menu.LinkItem
                key={each.slug}
                className="menu-item"
                closeOnClick
                aria-current={each.slug === program.slug ? 'true' : undefined}
                render={<Link href={paths.board(each.slug)} />}
              >
                <span>
                  {each.name}
                  <small>{counted(each.contexts, 'context')}</small>
                </span>
              </Menu.LinkItem>
            ))}
            {createProgram.allowed ? (
              <>
                <hr />
                <Menu.LinkItem className="menu-item" closeOnClick render={<Link href={paths.newProgram()} />}>
                  <Icon name="plus" />
                  New program from a manifest
                </Menu.LinkItem>
              </>
            ) : null}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
