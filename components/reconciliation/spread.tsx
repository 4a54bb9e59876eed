import { Histogram } from '@/components/charts/histogram';
import { integer, percent, typeset } from '@/components/format/number';
import { AsTable } from '@/components/ui/as-table';
import { Link } from '@/components/ui/link';
import { Scroll } from '@/components/ui/scroll';
import { Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { PatternView } from '@/lib/contract/views/reconciliation';

/** How far apart the two sides are, where they are numbers. */
export function HowFarApart({ distribution }: { distribution: PatternView['distribution'] }) {
  if (distribution === null) return null;
  return (
    <Section
      title="How far apart"
      note="target minus legacy"
      end={
        <AsTable
          heads={['From', 'To', 'Count']}
          rows={distribution.bins.map((bin) => [bin.from, bin.to, integer(bin.count)])}
        />
      }
    >
      {distribution.bins.length < 3 ? null : (
        <Scroll label="How far apart">
          <Histogram distribution={distribution} />
        </Scroll>
      )}
      <p className="quiet data">{typeset(distribution.finding)}</p>
    </Section>
  );
}

/** Whom it touches: counts by value of each dimension, over its latest runs. */
function Touches({ dimensions }: { dimensions: PatternView['dimensions'] }) {
  return (
    <Section title="Whom it touches" note="in its latest runs">
      {dimensions.map(({ name, values, others }) => {
        const total = Math.max(
          1,
          values.reduce((sum, { count }) => sum + count, others),
        );
        const rows = [
          ...values.slice(0, 8).map(({ value, count }) => ({ value, count })),
          ...(others + values.slice(8).reduce((sum, { count }) => sum + count, 0) > 0
            ? [{ value: 'every other', count: others + values.slice(8).reduce((sum, { count }) => sum + count, 0) }]
            : []),
        ];
        return (
          <div key={name}>
            <h3 className="rest-title">{name}</h3>
            <ol className="bars">
              {rows.map(({ value, count }) => (
                <li key={value}>
                  <span>{value}</span>
                  <i style={{ width: `${((count / total) * 100).toFixed(1)}%` }} />
                  <em title={percent(count / total)}>{integer(count)}</em>
                </li>
              ))}
            </ol>
          </div>
        );
      })}
    </Section>
  );
}

const shownExamples = 8;

/** A few that were kept by chance, with the way to all of the latest run. */
function Examples({ pattern }: { pattern: PatternView }) {
  const { program, examples, occurrences, number } = pattern;
  const [latest] = occurrences;
  return (
    <Section
      title="Examples"
      end={
        latest === undefined ? undefined : (
          <Link href={withFilter(paths.run(program.slug, latest.run), { pattern: number })}>
            All {integer(latest.count)} in r-{latest.run}
          </Link>
        )
      }
    >
      <table className="dense">
        <thead>
          <tr>
            <th scope="col">Correlation</th>
            <th scope="col" className="num">
              Legacy
            </th>
            <th scope="col" className="num">
              Target
            </th>
          </tr>
        </thead>
        <tbody>
          {examples.slice(0, shownExamples).map((example) => (
            <tr key={`${example.run} ${example.correlationId}`}>
              <td className="mono wrap-any">
                <Link href={withFilter(paths.run(program.slug, example.run), { pattern: number })}>
                  {example.correlationId}
                </Link>
              </td>
              <td className="num mono cut">{example.legacy ?? <span className="faint">not there</span>}</td>
              <td className="num mono cut">{example.target ?? <span className="faint">not there</span>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Whom it touches, beside examples. */
export function Spread({ pattern }: { pattern: PatternView }) {
  return (
    <div className="half">
      {pattern.dimensions.length === 0 ? null : <Touches dimensions={pattern.dimensions} />}
      {pattern.examples.length === 0 ? null : <Examples pattern={pattern} />}
    </div>
  );
}
