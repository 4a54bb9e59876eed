import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import { Link } from '@/components/ui/link';

export type ButtonLook = 'plain' | 'primary' | 'danger' | 'danger primary' | 'quietly';

type Looks = { look?: ButtonLook; small?: boolean; wide?: boolean; icon?: IconName };

export const buttonClass = ({ look = 'plain', small = false, wide = false }: Looks): string =>
  ['btn', look === 'plain' ? '' : look, small ? 'small' : '', wide ? 'wide' : '']
    .filter((each) => each !== '')
    .join(' ');

/** A link that looks like a button, because it is the way to the one act of its place. */
export function ButtonLink({
  href,
  children,
  icon,
  ...looks
}: Looks & { href: React.ComponentProps<typeof Link>['href']; children: React.ReactNode }) {
  return (
    <Link className={buttonClass(looks)} href={href}>
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </Link>
  );
}

type ButtonProps = Looks & Omit<React.ComponentProps<'button'>, 'className'> & { busy?: boolean };

/** A button; while busy it keeps its size and its word and cannot be pressed twice. */
export function Button({
  look,
  small,
  wide,
  icon,
  busy = false,
  type = 'button',
  children,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={buttonClass({ ...(look && { look }), ...(small && { small }), ...(wide && { wide }) })}
      aria-busy={busy || undefined}
      onClick={busy ? undefined : onClick}
      disabled={busy && type === 'submit'}
    >
      {icon === undefined ? null : <Icon name={icon} />}
      {children}
    </button>
  );
}
