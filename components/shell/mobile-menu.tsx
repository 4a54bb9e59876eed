'use client';

import { Menu } from '@base-ui/react/menu';
import Link from 'next/link';
import { Icon } from '@/components/icons/icon';
import { paths } from '@/lib/contract/paths';
import { programItems } from './nav-items';
import { useSignOut } from './person-menu';
import { useShell } from './shell-context';
import { chooseTheme, themes, themeWords } from './theme';

/** The navigation on a phone. */
export function MobileMenu() {
  const { program, programs } = useShell();
  const signOut = useSignOut();
  const others = programs.filter((each) => each.slug !== program?.slug);
  return (
    <Menu.Root>
      <Menu.Trigger className="menu-button" aria-label="Menu">
        <Icon name="menu" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-at" sideOffset={0} align="start">
          <Menu.Popup className="menu">
            <Place href={paths.work()} icon="work" label="My work" />
            {program === null ? null : (
              <Menu.Group>
                <Menu.GroupLabel className="menu-label">{program.name}</Menu.GroupLabel>
                {programItems(program).map((item) => (
                  <Place key={item.href} {...item} />
                ))}
                <Place href={paths.settings(program.slug)} icon="settings" label="Settings" />
              </Menu.Group>
            )}
            {others.length === 0 ? null : (
              <Menu.Group>
                <Menu.GroupLabel className="menu-label">Other programs</Menu.GroupLabel>
                {others.map((each) => (
                  <Place key={each.slug} href={paths.board(each.slug)} icon="board" label={each.name} />
                ))}
              </Menu.Group>
            )}
            <hr />
            <Place href={paths.account()} icon="person" label="Your account" />
            {themes.map((theme) => (
              <Menu.Item key={theme} className="menu-item" onClick={() => chooseTheme(theme)}>
                <Icon name="theme" />
                Theme: {themeWords[theme].toLowerCase()}
              </Menu.Item>
            ))}
            <Menu.Item className="menu-item" onClick={signOut}>
              <Icon name="out" />
              Sign out
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Place({
  href,
  icon,
  label,
}: {
  href: string;
  icon: React.ComponentProps<typeof Icon>['name'];
  label: string;
}) {
  return (
    <Menu.LinkItem className="menu-item" closeOnClick render={<Link href={href} />}>
      <Icon name={icon} />
      {label}
    </Menu.LinkItem>
  );
}
