import { integer, typeset } from '@/components/format/number';
import { Icon } from '@/components/icons/icon';
import type { DocumentChangeView } from '@/lib/contract/views/decision';
import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { partsOf, type SubjectChange, subjectChanges } from './rule-diff';

const directions = {
  looser: { icon: 'hazard', word: 'looser' },
  stricter: { icon: 'rules', word: 'stricter' },
  other: { icon: 'info', word: 'different' },
} as const;

function Way({ direction }: { direction: DocumentChangeView['direction'] }) {
  const { icon, word } = directions[direction];
  return (
    <span className={`way ${direction}`}>
      <Icon name={icon} className="small" />
      {word}
    </span>
  );
}

const valueText = (value: unknown): string | null => {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
};

/** One place: "tolerance, absolute", the old value, the new. */
function Place({ place }: { place: DocumentChangeView }) {
  const [before, after] = [valueText(place.before), valueText(place.after)];
  const [part, ...within] = partsOf(place.path);
  const where = within
    .slice(part === 'matching' ? 0 : 1)
    .join(', ')
    .replaceAll('_', ' ');
  return (
    <li>
      <span className="where">{where === '' ? 'the whole' : where}</span>
      <span className="mono old">{before ?? <span className="faint">nothing</span>}</span>
      <span className="faint" aria-hidden="true">
        →
      </span>
      <span className="mono new">{after ?? <span className="faint">nothing</span>}</span>
      <Way direction={place.direction} />
    </li>
  );
}

/** A whole rule that comes or goes is told in its sentences; only parts of one are told place by place. */
const isWhole = ({ places, before, after }: SubjectChange): boolean =>
  places.length === 1 && partsOf(places[0]?.path ?? '').length <= 2 && (before !== null || after !== null);

function Subject({ change, from }: { change: SubjectChange; from: string }) {
  const { subject, named, before, after, absent, places, direction } = change;
  const said = before !== null || after !== null;
  return (
    <li className={direction === 'looser' ? 'looser' : undefined}>
      <h3 className={named ? 'mono wrap-any' : undefined}>{subject}</h3>
      <Way direction={direction} />
      {said ? (
        <div className="old-new">
          <p className="pretty">
            <span className="sub">{from}</span>
            <span className="quiet">{typeset(before ?? absent)}</span>
          </p>
          <p className="pretty">
            <span className="sub">Then</span>
            {typeset(after ?? absent)}
          </p>
        </div>
      ) : null}
      {isWhole(change) ? null : (
        <ul className="places">
          {places.map((place) => (
            <Place key={place.path} place={place} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** How many changes make something easier to accept, as a sentence's beginning. */
export const looseningText = (changes: readonly DocumentChangeView[]): string => {
  const looser = changes.filter(({ direction }) => direction === 'looser').length;
  const all = `${integer(changes.length)} ${changes.length === 1 ? 'place' : 'places'}`;
  return looser === 0 ? `${all}, none of them looser` : `${all}, ${integer(looser)} looser`;
};

type Props = {
  before: RuleSetDocument | null;
  after: RuleSetDocument;
  changes: readonly DocumentChangeView[];
  /** What the old side is called: "Version 3", "In force". */
  from: string;
};

/** What changed from one set of rules to another: old beside new, what is looser first, place by place. */
export function RuleDiff({ before, after, changes, from }: Props) {
  if (changes.length === 0) return <p className="data quiet">Nothing: both say the same.</p>;
  return (
    <ul className="rule-diff">
      {subjectChanges(before, after, changes).map((change) => (
        <Subject key={`${change.subject} ${change.places[0]?.path}`} change={change} from={from} />
      ))}
    </ul>
  );
}
