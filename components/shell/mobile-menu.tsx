'use client';

import { Icon } from '@/components/icons/icon';
import { Flyout } from '@/components/ui/flyout';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import { programItems } from './nav-items';
import { PersonalItems } from './personal-items';
import { useShell } from './shell-context';

/** The navigation on a phone. */
export function MobileMenu() {
  const { program, programs } = useShell();
  const others = programs.filter((each) => each.slug !== program?.slug);
  return (
    <nav className="on-phone" aria-label="Menu">
      <Flyout className="menu-button" name="Menu" label={<Icon name="menu" />}>
        <ul>
          <Place href={paths.work()} icon="work" label="My work" />
          {program === null ? null : (
            <>
              <li className="menu-label">{program.name}</li>
              {programItems(program).map((item) => (
                <Place key={item.href} href={item.href} icon={item.icon} label={item.label} />
              ))}
              <Place href={paths.settings(program.slug)} icon="settings" label="Settings" />
            </>
          )}
          {others.length === 0 ? null : <li className="menu-label">Other programs</li>}
          {others.map((each) => (
            <Place key={each.slug} href={paths.board(each.slug)} icon="board" label={each.name} />
          ))}
          <PersonalItems />
        </ul>
      </Flyout>
    </nav>
  );
}

type PlaceProps = { href: string; icon: React.ComponentProps<typeof Icon>['name']; label: string };

function Place({ href, icon, label }: PlaceProps) {
  return (
    <li>
      <Link className="menu-item" href={href}>
        <Icon name={icon} />
        {label}
      </Link>
    </li>
  );
}
