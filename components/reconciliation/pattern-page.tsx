import { Moment } from '@/components/format/moment';
import { typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { layerWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { categoryLooks } from '@/components/states/category';
import { SeverityMark } from '@/components/states/severity';
import { Feed } from '@/components/ui/feed';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { PatternView } from '@/lib/contract/views/reconciliation';
import { gateWords } from './gate-words';
import { Kin, SpokenFor } from './kin';
import { PatternTitle } from './pattern-title';
import { HowFarApart, Spread } from './spread';
import { Taught } from './taught';
import { Tolerance } from './tolerance/tolerance';
import { Trend } from './trend';
import { PatternActs } from './triage/pattern-acts';
import { targetOf } from './triage/target';
import { BothMeasures, BothValues, Trace } from './values';

function Top({ pattern, href }: { pattern: PatternView; href: string | null }) {
  const { program, now } = pattern;
  const title = <PatternTitle sentence={pattern.sentence} field={pattern.field} />;
  return (
    <>
      <div className="kind">
        <SeverityMark severity={pattern.severity} quiet={pattern.state !== 'open'} />
        <span className="id">P-{pattern.number}</span>
        <span>{categoryLooks[pattern.category].word}</span>
        {pattern.state === 'open' ? null : <span className="tag">{pattern.state}</span>}
        <PatternActs target={targetOf(pattern)} why={pattern.triage.why} />
      </div>
      {href === null ? (
        <h1>{title}</h1>
      ) : (
        <h2 className="title">
          <Link href={href}>{title}</Link>
        </h2>
      )}
      <p className="what-is">
        <Prose text={pattern.facts} program={program.slug} /> Layer {layerWords[pattern.layer]}
        {pattern.workload === null ? '' : `, ${pattern.workload}`}, first seen{' '}
        <Moment at={pattern.firstSeenAt} now={now} as="sinceTime" />, last <Moment at={pattern.lastSeenAt} now={now} />.{' '}
        {pattern.owner === null
          ? 'Nobody owns it.'
          : pattern.owner.you
            ? 'It is yours.'
            : `${pattern.owner.name} owns it.`}{' '}
        {gateWords(pattern)}
      </p>
    </>
  );
}

/** Who is told of a difference that no discrepancy shows, wants to see the check that does. */
function ByCheck({ pattern }: { pattern: PatternView }) {
  const { check, program } = pattern;
  if (check === null) return null;
  const run = (
    <Link className="mono id" href={`${paths.run(program.slug, check.run)}#checks`}>
      r-{check.run}
    </Link>
  );
  return (
    <p className="problem">
      {check.key === null ? (
        <>
          Only checks show this, more in {run} than are told apart. It stands until a run finds that all of them agree.
        </>
      ) : (
        <>
          Only a check shows this: <span className="mono wrap-any">{check.key}</span> in {run}. It stands until a later
          run of that check finds that both sides agree.
        </>
      )}
    </p>
  );
}

/** What must be known before anything else is read: it came back, it is legacy's own, nobody knows what it is. */
function Banners({ pattern }: { pattern: PatternView }) {
  const { program, state, returned, noise, closedBy, itemised } = pattern;
  return (
    <>
      <SpokenFor pattern={pattern} />
      {returned === null ? null : (
        <p className="note-bar back">
          <Icon name="back" className="small" />
          <span>{typeset(returned)} What it was resolved as no longer stands.</span>
        </p>
      )}
      {noise === null ? null : (
        <p className="note-bar">
          <span>{typeset(noise.words)}</span>
        </p>
      )}
      {closedBy === null ? null : (
        <p className="done-note">
          <Prose text={closedBy} program={program.slug} />
        </p>
      )}
      {itemised || pattern.check !== null ? null : (
        <p className="problem">
          These differences were counted and not itemised, so nobody can say what they are.
          {state === 'open' ? ' They count as unclassified and critical until a run lists them.' : ''}
        </p>
      )}
      <ByCheck pattern={pattern} />
    </>
  );
}

/** What the evidence shows of it: both values, where they part, how far apart, whom it touches, since when. */
function Shown({ pattern }: { pattern: PatternView }) {
  return (
    <>
      <Banners pattern={pattern} />
      <BothValues pattern={pattern} />
      <BothMeasures pattern={pattern} />
      <Trace pattern={pattern} />
      <HowFarApart distribution={pattern.distribution} />
      <Spread pattern={pattern} />
      <Trend pattern={pattern} />
    </>
  );
}

/** One pattern: both values, where they part, how far apart, whom it touches, what a tolerance would hide, what it taught. */
export function PatternPage({ pattern, back }: { pattern: PatternView; back: string }) {
  const { program, now, tolerance } = pattern;
  return (
    <article className="one" aria-label={`P-${pattern.number}`}>
      <p className="to-list">
        <Link href={back}>All patterns</Link>
      </p>
      <Top pattern={pattern} href={null} />
      <Shown pattern={pattern} />
      {tolerance === null ? null : (
        <Section
          id="tolerance"
          title="What would a tolerance hide?"
          note={
            tolerance.inForce === null ? 'beside no rules' : `beside rule set v${tolerance.inForce}; nothing changes`
          }
        >
          <Tolerance
            key={pattern.id}
            program={program.slug}
            context={pattern.context}
            pattern={{ number: pattern.number, mergedInto: pattern.mergedInto }}
            tolerance={tolerance}
            apart={pattern.example?.difference ?? null}
          />
        </Section>
      )}
      <Taught pattern={pattern} />
      <Kin pattern={pattern} />
      <Section title="What was said of it">
        {pattern.note === null ? null : <p className="quote data">{pattern.note}</p>}
        <Feed entries={pattern.history} program={program.slug} now={now} />
      </Section>
    </article>
  );
}

/** What one looks at first in a pattern, beside a list in which it may lose its place: nothing to fill in. */
export function PatternBeside({ pattern, href }: { pattern: PatternView; href: string }) {
  return (
    <article className="one" aria-label={`P-${pattern.number}`}>
      <Top pattern={pattern} href={href} />
      <Shown pattern={pattern} />
      <p className="data">
        <Link href={href}>Open P-{pattern.number}</Link> to try a tolerance, to say what it taught, and to read what was
        said of it.
      </p>
    </article>
  );
}
