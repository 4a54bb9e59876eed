import { integer, typeset } from '@/components/format/number';
import { discrepancyWords } from '@/components/format/words';
import { categoryLooks } from '@/components/states/category';
import { SeverityMark } from '@/components/states/severity';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { BacktestAnswer, JudgedTwice } from '@/lib/contract/v1/backtest';
import { JudgedSteps, Verdict } from './judged-steps';

type Moved = BacktestAnswer['newlyAccepted']['items'][number];
type Renamed = BacktestAnswer['reclassified']['items'][number];

const value = (sent: string | null | undefined) =>
  sent === undefined ? (
    <span className="faint">not sent</span>
  ) : sent === null ? (
    <span className="faint">null</span>
  ) : (
    sent
  );

/** One discrepancy under both sets of rules: its values, both outcomes, and the steps behind the later one. */
export function JudgedExample({ example, program }: { example: JudgedTwice; program: string }) {
  const { run, correlationId, field, kind, legacy, target, before, after } = example;
  return (
    <details className="bt-example">
      <summary>
        <span className="mono">
          {value(legacy)} <span className="faint">|</span> {value(target)}
        </span>
        <span className="quiet">
          <Verdict of={before} /> → <Verdict of={after} />
        </span>
      </summary>
      <p className="sub">
        {field ?? discrepancyWords[kind]}, <span className="mono wrap-any">{correlationId}</span>,{' '}
        <Link href={paths.run(program, run)}>
          run <span className="id">r-{run}</span>
        </Link>
      </p>
      <JudgedSteps of={after} caption="Under the draft" />
    </details>
  );
}

const isRenamed = (item: Moved | Renamed): item is Renamed => 'before' in item;

type Props = {
  program: string;
  items: readonly (Moved | Renamed)[];
  /** What happens to each of them: "hidden", "flagged", "called otherwise". */
  word: string;
  /** The number of the pattern that the reader came from; it is told apart. */
  own?: number | null;
  most?: number;
};

/** Patterns that a draft judges otherwise, in the order of the answer: the gravest first. */
export function MovedList({ program, items, word, own = null, most = 12 }: Props) {
  return (
    <>
      <ul className="bt-moved">
        {items.slice(0, most).map((item, index) => {
          const { pattern, count, critical, examples } = item;
          return (
            <li key={pattern?.id ?? `none ${index}`}>
              <SeverityMark severity={pattern?.severity ?? 'critical'} />
              <span className="id">
                {pattern === null ? null : (
                  <Link href={paths.pattern(program, pattern.number)}>P-{pattern.number}</Link>
                )}
              </span>
              <div className="what">
                <p className="pretty">
                  {pattern === null
                    ? 'What no pattern holds yet'
                    : pattern.number === own
                      ? 'This pattern'
                      : typeset(pattern.sentence)}
                  {isRenamed(item) ? (
                    <span className="sub">
                      {categoryLooks[item.before.category].word}, {item.before.severity} →{' '}
                      {categoryLooks[item.after.category].word}, {item.after.severity}
                    </span>
                  ) : null}
                </p>
                {examples.map((example) => (
                  <JudgedExample
                    key={`${example.run} ${example.correlationId} ${example.field}`}
                    example={example}
                    program={program}
                  />
                ))}
              </div>
              <span className="n">
                {integer(count)} {word}
                {critical === 0 ? null : <span className="sub">{integer(critical)} critical until now</span>}
              </span>
            </li>
          );
        })}
      </ul>
      {items.length > most ? (
        <p className="sub data">And {integer(items.length - most)} more patterns, none of them graver than these.</p>
      ) : null}
    </>
  );
}
