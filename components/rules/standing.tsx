import { When } from '@/components/format/moment';
import { counted } from '@/components/format/number';
import { Hash } from '@/components/ui/hash';
import { Link } from '@/components/ui/link';
import { paths, withFilter } from '@/lib/contract/paths';
import type { RuleSetView, RulesView } from '@/lib/contract/views/rules';
import { roleTitles } from '@/lib/domain/access/role-titles';
import type { Role } from '@/lib/domain/words';

const roleOf = (role: string): string => (roleTitles[role as Role] ?? role).toLowerCase();

function Since({ version, view }: { version: RuleSetView; view: RulesView }) {
  const { inForceFrom, inForceUntil, draftedBy, draftedAt } = version;
  if (inForceFrom === null) {
    return (
      <>
        A draft by {draftedBy}, <When at={draftedAt} now={view.now} />. It judges nothing until it is signed off.
      </>
    );
  }
  return (
    <>
      {inForceUntil === null ? 'In force since ' : 'Was in force from '}
      <When at={inForceFrom} now={view.now} />
      {inForceUntil === null ? null : (
        <>
          {' '}
          to <When at={inForceUntil} now={view.now} />
        </>
      )}
      , drafted by {draftedBy}.
    </>
  );
}

function Judged({ version, view, context }: { version: RuleSetView; view: RulesView; context: string }) {
  if (version.judged === null) return version.inForceFrom === null ? null : <>It has judged no run yet.</>;
  const { runs, first, last } = version.judged;
  return (
    <>
      It judged <Link href={withFilter(paths.runs(view.program.slug), { context })}>{counted(runs, 'run')}</Link>, of
      windows that ended <When at={first} now={view.now} as="day" /> to <When at={last} now={view.now} as="day" />. What
      it judged stays so.
    </>
  );
}

/** Since when a version counts, who signed it by which decision, and what it judged. */
export function Standing({ version, view, context }: { version: RuleSetView; view: RulesView; context: string }) {
  return (
    <dl className="rule-standing">
      <div>
        <dt>Standing</dt>
        <dd className="pretty">
          <Since version={version} view={view} />
        </dd>
      </div>
      {version.signedBy.length === 0 ? null : (
        <div>
          <dt>Signed by</dt>
          <dd className="pretty">
            {version.signedBy.map(({ name, role, at }) => (
              <span key={`${name} ${role}`} className="say">
                {name} as {roleOf(role)}, <When at={at} now={view.now} />
              </span>
            ))}
            {version.decision === null ? null : (
              <span className="say">
                <Link href={paths.decision(view.program.slug, version.decision)}>
                  Decision <span className="id">D-{version.decision}</span>
                </Link>
              </span>
            )}
          </dd>
        </div>
      )}
      {version.inForceFrom === null ? null : (
        <div>
          <dt>Judged</dt>
          <dd className="pretty">
            <Judged version={version} view={view} context={context} />
          </dd>
        </div>
      )}
      <div>
        <dt>Fingerprint</dt>
        <dd>
          <Hash value={version.digest} />
        </dd>
      </div>
    </dl>
  );
}
