import { integer } from '@/components/format/number';
import { discrepancyWords } from '@/components/format/words';
import { CheckMark } from '@/components/states/check';
import { Filters } from '@/components/ui/filters';
import { Link } from '@/components/ui/link';
import { Pages } from '@/components/ui/pages';
import { Empty, Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { RunView } from '@/lib/contract/views/run';
import { BothValues } from './both-values';

const noteOf = ({ announced, discrepancyCount, discrepanciesSampled }: RunView): string => {
  if (announced !== null && announced.received < announced.total) {
    return `${integer(announced.received)} of ${integer(announced.total)}; the others are still to come`;
  }
  return `${integer(discrepancyCount)}${discrepanciesSampled ? ', of which a sample was sent' : ''}`;
};

const emptyText = ({ letGo, discrepancyCount, announced, filter }: RunView): string => {
  if (letGo !== null) return `They were let go on ${letGo.on}. Their counts, patterns, examples and hashes stay.`;
  if (filter.pattern !== undefined || filter.field !== undefined) return 'None of this kind is listed one by one.';
  if (discrepancyCount > 0) return 'There are no more.';
  if (announced !== null && announced.total > 0) return 'None has come yet.';
  return 'This run lists no differences one by one.';
};

function Table({ run }: { run: RunView }) {
  const { program, discrepancies } = run;
  return (
    <table className="stack dense">
      <thead>
        <tr>
          <th scope="col">Correlation</th>
          <th scope="col">What differs</th>
          <th scope="col" className="num">
            Legacy
          </th>
          <th scope="col" className="num">
            Target
          </th>
          <th scope="col">Outcome</th>
          <th scope="col">Pattern</th>
        </tr>
      </thead>
      <tbody>
        {discrepancies.map((each) => (
          <tr key={each.place}>
            <td className="mono wrap-any">{each.correlationId}</td>
            <td data-th="What differs">
              {each.field ?? ''}
              <span className="sub">{discrepancyWords[each.kind]}</span>
            </td>
            <BothValues legacy={each.legacy} target={each.target} absent="not there" />
            <td data-th="Outcome">
              <CheckMark outcome={each.outcome} />
            </td>
            <td data-th="Pattern">
              {each.pattern === null ? null : (
                <Link className="id" href={paths.pattern(program.slug, each.pattern)}>
                  P-{each.pattern}
                </Link>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What differs, one by one, by pages; narrowed by pattern and field. */
export function Differences({ run }: { run: RunView }) {
  const { program, letGo, discrepancies, filter } = run;
  const path = paths.run(program.slug, run.number);
  return (
    <Section id="differences" title="Differences" note={noteOf(run)}>
      <Filters
        path={path}
        filter={filter}
        choices={[
          { name: 'pattern', label: 'Pattern', options: run.patternChoices, any: 'Any pattern' },
          { name: 'field', label: 'Field', options: run.fieldChoices, any: 'Any field' },
        ]}
      />
      {letGo === null || discrepancies.length === 0 ? null : (
        <p className="faint data">
          {integer(letGo.count)} of them were let go on {letGo.on}; their counts, patterns and examples stay.
        </p>
      )}
      {discrepancies.length === 0 ? <Empty>{emptyText(run)}</Empty> : <Table run={run} />}
      {run.discrepanciesPage.total === 0 ? null : (
        <Pages path={path} filter={filter} page={run.discrepanciesPage} noun="listed difference" />
      )}
    </Section>
  );
}
