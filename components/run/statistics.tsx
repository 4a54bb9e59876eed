import { Mirrored } from '@/components/charts/mirrored';
import { SpreadChart } from '@/components/charts/spread';
import { counted, decimal, integer, percent, typeset } from '@/components/format/number';
import { CheckMark } from '@/components/states/check';
import { SideMark } from '@/components/states/side';
import { AsTable } from '@/components/ui/as-table';
import { Empty, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { RunView } from '@/lib/contract/views/run';
import type { ColumnView, MeasureView } from '@/lib/contract/views/statistics';
import { BothValues } from './both-values';

/** From so many columns on, a field to find one by name is worth its place. */
const findable = 6;

const quiet = ({ outcome, note }: MeasureView): boolean => outcome === 'match' && note === null;

function Shares({ share }: { share: NonNullable<MeasureView['share']> }) {
  const [legacy, target] = [share.legacy, share.target].map((each) => (each === null ? 'unknown' : percent(each)));
  return (
    <span className="sub">{legacy === target ? `${legacy} of the rows` : `${legacy} and ${target} of the rows`}</span>
  );
}

type Named = { column: string | null; measure: MeasureView };

const columnName = (column: string | null) =>
  column === null ? 'the whole dataset' : <span className="mono">{column}</span>;

/** `withColumn`: of several columns, whose names then stand in the first place. */
function Measures({ rows, withColumn = false }: { rows: Named[]; withColumn?: boolean }) {
  return (
    <table className="stack dense measures">
      <thead>
        <tr>
          {withColumn ? <th scope="col">Column</th> : null}
          <th scope="col">Measure</th>
          <th scope="col" className="num">
            <SideMark side="legacy" />
          </th>
          <th scope="col" className="num">
            <SideMark side="target" />
          </th>
          <th scope="col">Outcome</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ column, measure }, at) => (
          <tr key={measure.key} className={quiet(measure) ? undefined : 'look'}>
            {withColumn ? <td>{rows[at - 1]?.column === column && at > 0 ? null : columnName(column)}</td> : null}
            <td title={measure.key} data-th={withColumn ? 'Measure' : undefined}>
              {measure.name}
              {measure.share === null ? null : <Shares share={measure.share} />}
              {measure.tolerance === null ? null : <span className="sub">the tool forgave {measure.tolerance}</span>}
              {measure.note === null ? null : <span className="sub bad">{typeset(measure.note)}</span>}
            </td>
            <BothValues legacy={measure.legacy} target={measure.target} />
            <td data-th="Outcome">
              <CheckMark outcome={measure.outcome} signedOff={measure.signedOff} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const placeText = ({ measure, quantile, text }: NonNullable<ColumnView['spread']>['legacy'][number]) =>
  [measure === 'quantile' ? `quantile ${quantile}` : measure, text] as const;

const spreadRows = ({ legacy, target }: NonNullable<ColumnView['spread']>): string[][] => {
  const names = [...new Set([...legacy, ...target].map((mark) => placeText(mark)[0]))];
  const of = (side: typeof legacy, name: string) => side.map(placeText).find(([told]) => told === name)?.[1] ?? '';
  return names.map((name) => [name, of(legacy, name), of(target, name)]);
};

function Drawings({ column }: { column: ColumnView }) {
  const { spread, histogram } = column;
  if (spread === null && histogram === null) return null;
  return (
    <div className="drawings">
      {spread === null ? null : (
        <figure>
          <SpreadChart spread={spread} />
          <AsTable heads={['Where', 'Legacy', 'Target']} rows={spreadRows(spread)} />
        </figure>
      )}
      {histogram === null ? null : (
        <figure>
          <Mirrored histogram={histogram} />
          <AsTable
            heads={['Range', 'Legacy', 'Target']}
            rows={histogram.bins.map(({ label, legacy, target }) => [label, decimal(legacy), decimal(target)])}
          />
        </figure>
      )}
    </div>
  );
}

function Column({ column }: { column: ColumnView }) {
  return (
    <section className="stat" aria-label={column.column ?? 'The whole dataset'}>
      <header>
        <h3>{columnName(column.column)}</h3>
        <CheckMark outcome={column.outcome} />
      </header>
      <div className="stat-parts">
        {column.measures.length === 0 ? null : (
          <Measures rows={column.measures.map((measure) => ({ column: column.column, measure }))} />
        )}
        <Drawings column={column} />
      </div>
    </section>
  );
}

/** Columns of which nothing is drawn, in one table. */
function Others({ columns, alone }: { columns: ColumnView[]; alone: boolean }) {
  const rows = columns.flatMap(({ column, measures }) => measures.map((measure) => ({ column, measure })));
  if (rows.length === 0) return null;
  return (
    <section className="stat" aria-label="Columns of which nothing is drawn">
      {alone ? null : (
        <header>
          <h3>What is not drawn</h3>
        </header>
      )}
      <Measures rows={rows} withColumn />
    </section>
  );
}

const isDrawn = ({ spread, histogram }: ColumnView): boolean => spread !== null || histogram !== null;

/** Finds columns by name, by a form of its own: what is looked for is in the address, and no script is needed. */
function Find({ run }: { run: RunView }) {
  const { filter, statistics } = run;
  if (statistics === null || statistics.total < findable) return null;
  return (
    <search>
      <form className="find-column" action={paths.run(run.program.slug, run.number)}>
        <input
          className="input"
          name="column"
          defaultValue={filter.column ?? ''}
          placeholder="Find a column"
          aria-label="Find a column"
        />
        <label>
          <input type="checkbox" name="only" value="differing" defaultChecked={filter.only === 'differing'} /> only what
          differs
        </label>
        <button type="submit" className="btn">
          Show
        </button>
      </form>
    </search>
  );
}

/** What was measured of each column, both sides on one scale, with every value as it was sent. */
export function Statistics({ run }: { run: RunView }) {
  const { statistics } = run;
  if (statistics === null) return null;
  const { columns, wanted, total, differing } = statistics;
  const drawn = columns.filter(isDrawn);
  return (
    <Section
      id="statistics"
      title="Statistics"
      note={differing === 0 ? 'nothing differs' : `${integer(differing)} of ${integer(total)} differ, those first`}
    >
      <Find run={run} />
      {drawn.some(({ spread }) => spread !== null) ? (
        <p className="faint data">
          A box holds the middle half, its bar is the median, a ring the mean, small bars are other quantiles; an arrow
          says that an end lies further out than is drawn.
        </p>
      ) : null}
      {columns.length === 0 ? (
        <Empty
          action={
            <a className="btn" href={withFilter(paths.run(run.program.slug, run.number), {})}>
              Show all columns
            </a>
          }
        >
          No column of this run is called so.
        </Empty>
      ) : (
        <>
          {drawn.map((column) => (
            <Column key={column.column ?? ''} column={column} />
          ))}
          <Others columns={columns.filter((column) => !isDrawn(column))} alone={drawn.length === 0} />
        </>
      )}
      {wanted > columns.length ? (
        <p className="faint data">
          {counted(wanted - columns.length, 'more column')}: find one by its name, or read all of them in what was sent.
        </p>
      ) : null}
    </Section>
  );
}
