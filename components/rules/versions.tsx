import { When } from '@/components/format/moment';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { RulesView, RuleVersionView } from '@/lib/contract/views/rules';
import { listed } from '@/lib/domain/kernel/in-words';
import { rulesLink } from './links';

const stateWords: Record<RuleVersionView['state'], string> = {
  draft: 'draft',
  in_force: 'in force',
  past: 'superseded',
};

/** Who drafted it, who signed it, by which decision. */
function Provenance({ version, view }: { version: RuleVersionView; view: RulesView }) {
  const signers = version.signedBy.map(({ name }) => name);
  return (
    <span className="sub">
      drafted by {version.draftedBy}, <When at={version.draftedAt} now={view.now} as="day" />
      {signers.length === 0 ? '' : `; signed by ${listed(signers)}`}
      {version.decision === null ? null : (
        <>
          {', '}
          <Link href={paths.decision(view.program.slug, version.decision)}>
            <span className="id">D-{version.decision}</span>
          </Link>
        </>
      )}
    </span>
  );
}

/** All versions of a context's rules, each a link; and beside each, the way to hold it against the one that is shown. */
export function Versions({ view, context }: { view: RulesView; context: string }) {
  const { shown, program } = view;
  return (
    <Section title="Versions" note={view.versions.length} id="versions">
      <ul className="rows rule-versions">
        {view.versions.map((version) => {
          const current = version.version === shown?.version;
          return (
            <li key={version.version} className={current ? 'on' : undefined}>
              <span className="grow">
                <Link
                  className="strong"
                  href={rulesLink(program.slug, { context, version: version.version })}
                  aria-current={current ? 'true' : undefined}
                >
                  Version {version.version}
                </Link>
                <Provenance version={version} view={view} />
                {current || shown === null ? null : (
                  <Link
                    className="sub compare"
                    href={rulesLink(program.slug, {
                      context,
                      version: Math.max(shown.version, version.version),
                      compare: Math.min(shown.version, version.version),
                    })}
                  >
                    Compare with version {shown.version}
                  </Link>
                )}
              </span>
              <span className="end">{version.state === 'in_force' ? <b>in force</b> : stateWords[version.state]}</span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
