import { Moment } from '@/components/format/moment';
import { layerWords } from '@/components/format/words';
import { LastRun, NextWindow, StandingMark } from '@/components/states/arrival';
import { Link } from '@/components/ui/link';
import { paths, withFilter } from '@/lib/contract/paths';
import type { SourceRow, SourceWay } from '@/lib/contract/views/sources';

const wayWords: Record<SourceWay, string> = { openlineage: 'OpenLineage', cloudevents: 'CloudEvents', runs: 'runs' };

/** Who sends, one a row: its last run, and when the next one is expected. What needs a look comes first. */
export function SourceTable({ rows, program, now }: { rows: SourceRow[]; program: string; now: string }) {
  return (
    <table className="stack dense hover">
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Standing</th>
          <th scope="col">Context</th>
          <th scope="col">Last run</th>
          <th scope="col" className="num">
            Next window
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const layer = row.layer === null ? null : layerWords[row.layer];
          return (
            <tr
              key={`${row.context.slug} ${row.source} ${row.layer ?? ''} ${row.workload ?? ''}`}
              className={row.standing === 'missing' ? 'look' : undefined}
            >
              <td>
                <Link
                  href={withFilter(paths.runs(program), {
                    ...{ context: row.context.slug, source: row.source, layer: row.layer, period: 'any' },
                  })}
                  className="mono wrap-any"
                  data-row
                >
                  {row.source}
                </Link>
                <span className="sub">
                  {[layer, row.workload, row.claims === null ? null : wayWords[row.way]]
                    .filter((part) => part !== null)
                    .join(', ')}
                </span>
                {row.claims === null ? null : <span className="sub wrap-any">{row.claims}</span>}
              </td>
              <td data-th="Standing" className="shrink">
                <StandingMark standing={row.standing} />
              </td>
              <td data-th="Context">
                <Link href={paths.context(program, row.context.slug)}>{row.context.name}</Link>
              </td>
              <td data-th="Last run">
                {row.last === null ? (
                  <span className="faint">{row.note ?? 'none came'}</span>
                ) : (
                  <>
                    <LastRun last={row.last} program={program} />
                    <span className="sub">
                      came <Moment at={row.last.receivedAt} now={now} />
                      {row.note === null ? '' : `; ${row.note}`}
                    </span>
                  </>
                )}
              </td>
              <td className="num" data-th="Next window">
                {row.next === null ? null : <NextWindow next={row.next} standing={row.standing} now={now} />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
