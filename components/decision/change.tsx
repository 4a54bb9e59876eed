import { SmallMatrix } from '@/components/authority/matrix';
import { Moment } from '@/components/format/moment';
import { counted, sentenceOf } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { RuleDiff } from '@/components/rules/rule-diff-list';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { DecisionView } from '@/lib/contract/views/decision';
import { listed } from '@/lib/domain/kernel/in-words';
import { DocumentChanges } from './document-changes';
import { Terms } from './terms';

/** Authority now and after, changed lanes outlined; for rules, what changes between versions; for a review, what is reviewed. */
export function Change({ view, numbered = true }: { view: DecisionView; numbered?: boolean }) {
  const { change, program, context, now } = view;
  const executed = view.state === 'executed';
  const over = view.closedAt !== null && !executed;
  const note =
    change.now !== null && change.changed.length > 0
      ? `${change.changed.length} of ${counted(change.total, 'lane')}`
      : change.rules !== null
        ? `version ${change.rules.to} ${executed ? 'came' : over ? 'was to come' : 'comes'} into force`
        : undefined;
  return (
    <Section
      id="what"
      {...(numbered ? { step: 1 } : {})}
      title={executed ? 'What changed' : over ? 'What would have changed' : 'What will change'}
      note={note}
    >
      {change.now === null || change.after === null || change.changed.length === 0 ? null : (
        <div className="pair">
          <SmallMatrix
            matrix={change.now}
            was={null}
            changed={change.changed}
            caption={<b>{executed ? 'Authority before' : 'Authority now'}</b>}
          />
          <SmallMatrix matrix={change.after} was={change.now} changed={change.changed} caption={<b>After</b>} />
        </div>
      )}
      {change.sentence === '' ? null : (
        <p className="data pretty">
          <Prose text={change.sentence} program={program.slug} />
          {change.takesEffect === '' || executed ? null : (
            <span className="sub">
              <Prose text={sentenceOf(change.takesEffect)} program={program.slug} />
            </span>
          )}
        </p>
      )}
      {change.rules === null || context === null ? null : (
        <>
          <RuleDiff
            before={change.rules.before}
            after={change.rules.after}
            changes={view.documentChanges}
            from={change.rules.from === null ? 'Before' : `Version ${change.rules.from}`}
          />
          <p className="data">
            <Link href={withFilter(paths.rules(program.slug), { context: context.slug, version: change.rules.to })}>
              The whole of version {change.rules.to}
            </Link>
          </p>
        </>
      )}
      {change.rules === null ? (
        <DocumentChanges changes={view.documentChanges} fate={executed ? 'executed' : over ? 'over' : 'asked'} />
      ) : null}
      {change.reviews === null ? null : (
        <dl className="facts">
          <dt>Rolled back</dt>
          <dd>
            {change.reviews.lanes}, by {change.reviews.by},{' '}
            <Moment at={change.reviews.executedAt} now={now} as="sinceTime" /> UTC,{' '}
            <Link className="id" href={paths.decision(program.slug, change.reviews.number)}>
              D-{change.reviews.number}
            </Link>
          </dd>
          <dt>Reason given</dt>
          <dd className="quote">{change.reviews.reason}</dd>
        </dl>
      )}
      <Terms view={view} />
      {change.subscribers.length === 0 && change.sideEffects.length === 0 ? null : (
        <dl className="touch">
          {change.subscribers.length === 0 ? null : (
            <div>
              <dt>Subscribers touched</dt>
              <dd>{listed(change.subscribers)}</dd>
            </div>
          )}
          {change.sideEffects.length === 0 ? null : (
            <div>
              <dt>Side effects that become real</dt>
              <dd>{listed(change.sideEffects)}</dd>
            </div>
          )}
        </dl>
      )}
    </Section>
  );
}
