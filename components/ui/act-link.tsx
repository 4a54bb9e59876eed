import { Link } from '@/components/ui/link';
import type { Act } from '@/lib/contract/views/parts';
import { type ButtonLook, buttonClass } from './button';

type Props = {
  act: Act;
  href: string;
  id: string;
  children: React.ReactNode;
  look?: ButtonLook;
  small?: boolean;
  end?: boolean;
};

/** A link to where an act is done; when it is refused, the same words without the link, and why. */
export function ActLink({ act, href, id, children, look = 'plain', small = false, end = false }: Props) {
  if (act.allowed) {
    return (
      <Link className={buttonClass({ look, small })} href={href}>
        {children}
      </Link>
    );
  }
  return (
    <span className={end ? 'act end' : 'act'}>
      <button type="button" className={buttonClass({ small })} aria-disabled="true" aria-describedby={id}>
        {children}
      </button>
      <span className="why" id={id}>
        {act.why}
      </span>
    </span>
  );
}
