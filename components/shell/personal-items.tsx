'use client';

import { Icon } from '@/components/icons/icon';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import { chooseTheme, themes, themeWords } from './theme';
import { useSignOut } from './use-sign-out';

/** Account, theme and the way out: the same in the person's menu and on a phone. */
export function PersonalItems() {
  const signOut = useSignOut();
  return (
    <>
      <li>
        <Link className="menu-item" href={paths.account()}>
          <Icon name="person" />
          Your account
        </Link>
      </li>
      {themes.map((theme) => (
        <li key={theme} className={theme === 'system' ? 'apart' : undefined}>
          <button type="button" className="menu-item" onClick={() => chooseTheme(theme)}>
            <Icon name="theme" />
            Theme: {themeWords[theme]}
          </button>
        </li>
      ))}
      <li className="apart">
        <button type="button" className="menu-item" onClick={signOut}>
          <Icon name="out" />
          Sign out
        </button>
      </li>
    </>
  );
}
