import { Lock, Mark } from '@/components/lock/lock';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { ShellView } from '@/lib/contract/views/shell';
import { programItems } from './nav-items';
import { NavLink } from './nav-link';
import { PersonMenu } from './person-menu';
import { ProgramSwitch } from './program-switch';

/** What exists, and how much of it waits: only places that are there. */
export function Nav({ view }: { view: ShellView }) {
  const { program } = view;
  return (
    <nav className="nav" aria-label="Main">
      <Link className="brand" href={paths.work()}>
        <Mark />
        <b>Lockgate</b>
      </Link>
      <ul>
        <li>
          <NavLink item={{ label: 'My work', href: paths.work(), icon: 'work', count: view.waitingForYou }} />
        </li>
      </ul>
      {program === null ? null : (
        <>
          <ProgramSwitch view={view} />
          <ul>
            {programItems(program).map((item) => (
              <li key={item.href}>
                <NavLink item={item} board={paths.board(program.slug)} />
              </li>
            ))}
          </ul>
          {program.contexts.length === 0 ? null : (
            <>
              <h2>Contexts</h2>
              <ul>
                {program.contexts.map((context) => (
                  <li key={context.slug}>
                    <NavLink
                      item={{
                        label: context.name,
                        href: paths.context(program.slug, context.slug),
                        icon: null,
                        count: null,
                      }}
                    >
                      <Lock lock={context.lock} size={16} name={context.name} decorative />
                    </NavLink>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
      <ul className="foot">
        {program === null ? null : (
          <li>
            <NavLink item={{ label: 'Settings', href: paths.settings(program.slug), icon: 'settings', count: null }} />
          </li>
        )}
        <li>
          <PersonMenu view={view} />
        </li>
      </ul>
    </nav>
  );
}
