'use client';

import { Menu } from '@base-ui/react/menu';
import Link from 'next/link';
import { listed } from '@/components/format/number';
import { roleWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { paths } from '@/lib/contract/paths';
import { initials } from './nav-items';
import { useShell } from './shell-context';
import { chooseTheme, themes, themeWords } from './theme';

/** Ends the session and goes to the sign-in page. */
export const useSignOut = () => {
  const { act } = useAct({ onDone: () => window.location.assign(paths.signIn()), refresh: false });
  return () => act({ method: 'DELETE', path: endpoints.session });
};

/** Who is signed in, as what; account, theme and the way out. */
export function PersonMenu() {
  const { person, program } = useShell();
  const signOut = useSignOut();
  const roles = program?.roles.map((role) => roleWords[role]) ?? [];
  return (
    <Menu.Root>
      <Menu.Trigger className="me">
        <span className="ava" aria-hidden="true">
          {initials(person.name)}
        </span>
        <span>
          {person.name}
          <small>
            {roles.length === 0 ? (person.installationAdmin ? 'administrator' : person.email) : listed(roles)}
          </small>
        </span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-at" sideOffset={4} align="start">
          <Menu.Popup className="menu">
            <Menu.LinkItem className="menu-item" closeOnClick render={<Link href={paths.account()} />}>
              <Icon name="person" />
              Your account
            </Menu.LinkItem>
            <hr />
            <Menu.Group>
              <Menu.GroupLabel className="menu-label">Theme</Menu.GroupLabel>
              {themes.map((theme) => (
                <Menu.Item key={theme} className="menu-item" onClick={() => chooseTheme(theme)}>
                  <Icon name="theme" />
                  {themeWords[theme]}
                </Menu.Item>
              ))}
            </Menu.Group>
            <hr />
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
