import { typeset } from '@/components/format/number';
import { ActLink } from '@/components/ui/act-link';
import { ButtonLink } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { PrintButton } from '@/components/ui/print-button';
import { Empty, Head, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { ContextRef } from '@/lib/contract/views/parts';
import type { RuleSetView, RulesView } from '@/lib/contract/views/rules';
import { EditorFrame } from './editor-frame';
import { rulesLink } from './links';
import { looseningText, RuleDiff } from './rule-diff-list';
import { RuleDocument } from './rule-document';
import { Standing } from './standing';
import { TryOut } from './try-out';
import { Versions } from './versions';

function Contexts({ view }: { view: RulesView }) {
  return (
    <nav className="filters" aria-label="Contexts">
      {view.contexts.map((each) => (
        <Link
          key={each.slug}
          className="btn"
          href={withFilter(paths.rules(view.program.slug), { context: each.slug })}
          aria-current={each.slug === view.context?.slug ? 'true' : undefined}
        >
          {each.name}
          <span className="faint">
            {each.inForce === null ? (each.draft === null ? '' : 'draft') : `v${each.inForce}`}
          </span>
        </Link>
      ))}
    </nav>
  );
}

function Changes({ view, version }: { view: RulesView; version: RuleSetView }) {
  const { compared } = view;
  if (compared === null) return null;
  const { from, changes } = compared;
  return (
    <Section
      title={`What version ${version.version} changes`}
      note={`against version ${from.version}${from.state === 'in_force' ? ', in force' : ''}: ${looseningText(changes)}`}
    >
      <RuleDiff
        before={from.document}
        after={version.document}
        changes={changes}
        from={from.state === 'in_force' ? 'Now in force' : `Version ${from.version}`}
      />
    </Section>
  );
}

/** A version: its standing, then what most wants to be read of it. */
function Shown({ view, version, context }: { view: RulesView; version: RuleSetView; context: ContextRef }) {
  const draft = version.state === 'draft';
  return (
    <>
      <h2 className="rule-title">
        Version {version.version}
        {version.state === 'in_force' ? ', in force' : draft ? ', a draft' : ', superseded'}
      </h2>
      <Standing version={version} view={view} context={context.slug} />
      {draft || view.comparing ? <Changes view={view} version={version} /> : null}
      {draft ? (
        <TryOut
          key={version.version}
          program={view.program.slug}
          context={context}
          version={version.version}
          activate={view.activate}
          decision={view.decision}
        />
      ) : null}
      <RuleDocument document={version.document} />
    </>
  );
}

function Acts({ view, context }: { view: RulesView; context: ContextRef }) {
  const { shown, program } = view;
  const newest = view.versions.find(({ state }) => state === 'draft');
  return (
    <>
      <PrintButton />
      {newest === undefined || newest.version === shown?.version ? null : (
        <ButtonLink href={rulesLink(program.slug, { context: context.slug, version: newest.version })}>
          See draft {newest.version}
        </ButtonLink>
      )}
      <ActLink
        id="may-draft"
        end
        act={view.draft}
        look={shown?.state === 'draft' || newest !== undefined ? 'plain' : 'primary'}
        href={rulesLink(program.slug, { context: context.slug, edit: shown?.version ?? 0 })}
      >
        {shown?.state === 'draft' ? `Edit from version ${shown.version}…` : 'Draft a change…'}
      </ActLink>
    </>
  );
}

/** What counts as the same in a context: the version in force first, every other beside it, and the way to change it. */
export function RulesPage({ view }: { view: RulesView }) {
  const { context, shown, edit } = view;
  if (edit !== null && context !== null) {
    return <EditorFrame program={view.program.slug} now={view.now} edit={edit} context={context} draft={view.draft} />;
  }
  return (
    <>
      <Head
        title="Rules"
        lede={typeset(view.lede)}
        acts={context === null ? undefined : <Acts view={view} context={context} />}
      />
      {view.contexts.length === 0 ? null : <Contexts view={view} />}
      {context === null || shown === null ? (
        <Empty>
          No rules are written here, so every difference counts. Write the first, or let them come with the manifest;
          they are put in force by a decision.
        </Empty>
      ) : (
        <div className="split rule-split">
          <div>
            <Shown view={view} version={shown} context={context} />
          </div>
          <Versions view={view} context={context.slug} />
        </div>
      )}
    </>
  );
}
