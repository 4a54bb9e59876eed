import { counted } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import { Flyout } from '@/components/ui/flyout';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { ShellView } from '@/lib/contract/views/shell';

/** Which program the navigation is about. */
export function ProgramSwitch({ view }: { view: ShellView }) {
  const { program, programs, createProgram } = view;
  if (program === null) return null;
  return (
    <Flyout
      className="switch"
      label={
        <>
          <span>
            <small>Program</small>
            {program.name}
          </span>
          <Icon name="down" />
        </>
      }
    >
      <ul aria-label="Programs">
        {programs.map((each) => (
          <li key={each.slug}>
            <Link
              className="menu-item"
              href={paths.board(each.slug)}
              aria-current={each.slug === program.slug ? 'true' : undefined}
            >
              <span>
                {each.name}
                <small>{counted(each.contexts, 'context')}</small>
              </span>
            </Link>
          </li>
        ))}
        {createProgram.allowed ? (
          <li className="apart">
            <Link className="menu-item" href={paths.newProgram()}>
              <Icon name="plus" />
              New program from a manifest
            </Link>
          </li>
        ) : null}
      </ul>
    </Flyout>
  );
}
