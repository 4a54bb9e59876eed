import { integer, typeset } from '@/components/format/number';
import { SeverityMark } from '@/components/states/severity';
import { Link } from '@/components/ui/link';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { Act } from '@/lib/contract/views/parts';
import type { KinView, PatternView } from '@/lib/contract/views/reconciliation';
import { PatternTitle } from './pattern-title';
import { BackButton, SplitButton } from './triage/parting';

/** A part by its value, since all parts are of one sentence; what was merged by its own. */
function KinName({ kin, of }: { kin: KinView; of: string | null }) {
  if (of === null) return <PatternTitle sentence={kin.sentence} field={kin.field} />;
  return <>{kin.value === null ? `every other ${of}, and none` : typeset(`${of} ${kin.value}`)}</>;
}

function Members({ kin, by, program, act }: { kin: KinView[]; by: string | null; program: string; act: Act | null }) {
  return (
    <ul className="rows">
      {kin.map((each) => (
        <li key={each.id}>
          <SeverityMark severity={each.severity} quiet />
          <Link className="id" href={paths.pattern(program, each.number)}>
            P-{each.number}
          </Link>
          <span className="grow">
            <KinName kin={each} of={by} />
            <span className="sub">
              {each.state}, {integer(each.open)} open of {integer(each.total)} in all
            </span>
          </span>
          {act === null ? null : <BackButton one={each} act={act} way="unmerge" />}
        </li>
      ))}
    </ul>
  );
}

/** What belongs together: patterns merged into it, its parts, and how that is changed. */
export function Kin({ pattern }: { pattern: PatternView }) {
  const { merged, parts, splitBy, program, triage, splits } = pattern;
  const one = { id: pattern.id, number: pattern.number, revision: pattern.revision };
  const offers = splitBy === null && pattern.splitting.allowed && splits.length > 0;
  const alone = merged.length === 0 && parts.length === 0;
  if (alone && !offers) return null;
  return (
    <Section title="What belongs to it" note={alone ? undefined : 'gates count each that is open, by itself'}>
      {merged.length === 0 ? null : <Members kin={merged} by={null} program={program.slug} act={triage} />}
      {parts.length === 0 ? null : <Members kin={parts} by={splitBy} program={program.slug} act={null} />}
      <div className="row-of data">
        {offers ? <SplitButton one={one} act={pattern.splitting} splits={splits} /> : null}
        {splitBy === null ? null : <BackButton one={one} act={pattern.splitBack} way="join" />}
      </div>
    </Section>
  );
}

/** That another speaks for it, or that it is a part of one. */
export function SpokenFor({ pattern }: { pattern: PatternView }) {
  const { mergedInto, partOf, state, program, mayTriage } = pattern;
  const one = { id: pattern.id, number: pattern.number, revision: pattern.revision };
  if (mergedInto !== null) {
    return (
      <div className="note-bar">
        <p>
          Merged into{' '}
          <Link className="id" href={paths.pattern(program.slug, mergedInto)}>
            P-{mergedInto}
          </Link>
          , which speaks for it.{state === 'open' ? ' Gates still count it by itself.' : ''}
        </p>
        <BackButton one={one} act={mayTriage} way="unmerge" />
      </div>
    );
  }
  return partOf === null ? null : (
    <div className="note-bar">
      <p>
        A part of{' '}
        <Link className="id" href={paths.pattern(program.slug, partOf)}>
          P-{partOf}
        </Link>
        .
      </p>
    </div>
  );
}
