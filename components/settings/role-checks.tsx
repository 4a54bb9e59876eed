'use client';

import { roleTitles } from '@/lib/domain/access/role-titles';
import { type Role, roles } from '@/lib/domain/words';

const meaning: Record<Role, string> = {
  viewer: 'sees everything here',
  auditor: 'sees everything, and exports the record',
  engineer: 'triages patterns',
  lead: 'proposes and executes decisions',
  owner: 'answers for a context, signs off its first stages',
  business: 'signs off that the result is right',
  operations: 'signs off that it can be run; rolls back at once',
  risk: 'signs off that what is open is known and owned',
  finance: 'signs off that the totals agree',
  admin: 'brings people in and issues keys; fills no sign-off slot',
};

/** Roles to choose from, with what each may do. */
export function RoleChecks({
  chosen,
  onChange,
}: {
  chosen: ReadonlySet<Role>;
  onChange: (role: Role, held: boolean) => void;
}) {
  return (
    <fieldset className="field">
      <legend className="strong">Roles</legend>
      <div className="checks">
        {roles.map((role) => (
          <label key={role}>
            <input
              type="checkbox"
              checked={chosen.has(role)}
              onChange={(event) => onChange(role, event.target.checked)}
            />
            <span>
              {roleTitles[role]} <span className="faint">{meaning[role]}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
