import { Flyout } from '@/components/ui/flyout';
import type { ShellView } from '@/lib/contract/views/shell';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import { initials } from './nav-items';
import { PersonalItems } from './personal-items';

/** Who is signed in, as what; account, theme and the way out. */
export function PersonMenu({ view }: { view: ShellView }) {
  const { person, program } = view;
  const roles = program?.roles.map((role) => roleTitles[role]) ?? [];
  return (
    <Flyout
      className="me"
      label={
        <>
          <span className="ava" aria-hidden="true">
            {initials(person.name)}
          </span>
          <span>
            {person.name}
            <small>
              {roles.length === 0 ? (person.installationAdmin ? 'administrator' : person.email) : listed(roles)}
            </small>
          </span>
        </>
      }
    >
      <ul aria-label="You">
        <PersonalItems />
      </ul>
    </Flyout>
  );
}
