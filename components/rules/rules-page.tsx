import { When } from '@/components/format/moment';
import { typeset } from '@/components/format/number';
import { discrepancyWords } from '@/components/format/words';
import { categoryLooks } from '@/components/states/category';
import { SeverityMark } from '@/components/states/severity';
import { Hash } from '@/components/ui/hash';
import { Link } from '@/components/ui/link';
import { Empty, Head, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { RulesView, RuleVersionView } from '@/lib/contract/views/rules';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import type { DiscrepancyKind, Role } from '@/lib/domain/words';
import { ActivateButton } from './activate';
import { RuleChanges } from './rule-changes';

const stateWords: Record<RuleVersionView['state'], string> = { draft: 'draft', in_force: 'in force', past: 'past' };

const roleOf = (role: string): string => roleTitles[role as Role] ?? role;

const matchWords = ({ field, kind }: { field: string | null; kind: DiscrepancyKind | null }): string => {
  const what = kind === null ? 'any difference' : discrepancyWords[kind];
  return field === null ? what : `${what} in ${field}`;
};

function Versions({ view, context }: { view: RulesView; context: string }) {
  const href = (version: number) => withFilter(paths.rules(view.program.slug), { context, version });
  return (
    <Section title="Versions" note={view.versions.length}>
      <ul className="rows">
        {view.versions.map((version) => (
          <li key={version.version}>
            <span className="grow">
              <Link
                className="strong"
                href={href(version.version)}
                aria-current={version.version === view.shown?.version ? 'true' : undefined}
              >
                Version {version.version}
              </Link>
              <span className="sub">
                drafted by {version.draftedBy}, <When at={version.draftedAt} now={view.now} as="day" />
              </span>
            </span>
            <span className="end">{version.state === 'in_force' ? <b>in force</b> : stateWords[version.state]}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Shown({ view, version }: { view: RulesView; version: RuleVersionView }) {
  return (
    <>
      <Section
        title={`Version ${version.version}`}
        note={
          version.inForceFrom === null ? (
            'a draft: it judges nothing until it is signed off'
          ) : (
            <>
              in force since <When at={version.inForceFrom} now={view.now} />
              {version.inForceUntil === null ? (
                ''
              ) : (
                <>
                  {' '}
                  until <When at={version.inForceUntil} now={view.now} />
                </>
              )}
              {version.signedBy.length === 0
                ? ''
                : `, signed off by ${listed(version.signedBy.map((each) => `${each.name} as ${roleOf(each.role)}`))}`}
            </>
          )
        }
        end={<Hash value={version.digest} />}
      >
        {version.fields.length === 0 ? (
          <Empty>It names no field: every value is compared exactly as it was sent.</Empty>
        ) : (
          <table className="stack dense">
            <thead>
              <tr>
                <th scope="col">Field</th>
                <th scope="col">How it is compared</th>
              </tr>
            </thead>
            <tbody>
              {version.fields.map((field) => (
                <tr key={field.field}>
                  <td className="mono">{field.field}</td>
                  <td className="pretty">{typeset(field.sentence)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      {version.classify.length === 0 ? null : (
        <Section
          title="What remains is classified"
          note="first match counts; anything else is unclassified and critical"
        >
          <table className="stack dense">
            <tbody>
              {version.classify.map((rule) => (
                <tr key={matchWords(rule)}>
                  <td>{matchWords(rule)}</td>
                  <td>{categoryLooks[rule.category].word}</td>
                  <td>
                    <SeverityMark severity={rule.severity} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
    </>
  );
}

/** What is in force for a context, who signed it, what a draft would change, and the way to put it in force. */
export function RulesPage({ view }: { view: RulesView }) {
  const { program, context, shown, changes } = view;
  return (
    <>
      <Head
        title="Rules"
        lede={typeset(view.lede)}
        acts={
          shown?.state === 'draft' && context !== null ? (
            <ActivateButton view={view} version={shown} context={context} />
          ) : undefined
        }
      />
      {view.contexts.length === 0 ? null : (
        <nav className="filters" aria-label="Contexts">
          {view.contexts.map((each) => (
            <Link
              key={each.slug}
              className="btn"
              href={withFilter(paths.rules(program.slug), { context: each.slug })}
              aria-current={each.slug === context?.slug ? 'true' : undefined}
            >
              {each.name}
              <span className="faint">
                {each.inForce === null ? (each.draft === null ? '' : 'draft') : `v${each.inForce}`}
              </span>
            </Link>
          ))}
        </nav>
      )}
      {context === null || shown === null ? (
        <Empty>
          No rule set is written here. They come with the manifest, as drafts, and are put in force by a decision.
        </Empty>
      ) : (
        <div className="split">
          <div>
            {changes === null ? null : (
              <Section title={`What version ${shown.version} changes`} note={`against version ${changes.from}`}>
                <RuleChanges from={changes.from} to={shown.version} changes={changes.items} />
              </Section>
            )}
            <Shown view={view} version={shown} />
          </div>
          <Versions view={view} context={context.slug} />
        </div>
      )}
    </>
  );
}
