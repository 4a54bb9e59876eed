'use client';

import { usePathname } from 'next/navigation';
import { integer } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import { Link } from '@/components/ui/link';
import { isCurrent, type NavItem } from './nav-items';

type Props = {
  item: Omit<NavItem, 'icon'> & { icon: NavItem['icon'] | null };
  board?: string;
  children?: React.ReactNode;
};

/** One place in the navigation; a count says how much of it is open. */
export function NavLink({ item, board, children }: Props) {
  const path = usePathname();
  return (
    <Link href={item.href} aria-current={isCurrent(item.href, path, board ?? null) ? 'page' : undefined}>
      {item.icon === null ? children : <Icon name={item.icon} />}
      <span>{item.label}</span>
      {item.count === null || item.count === 0 ? null : (
        <em>
          {integer(item.count)}
          <span className="sr"> open</span>
        </em>
      )}
    </Link>
  );
}
