import { Moment, When } from '@/components/format/moment';
import { layerWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import { CheckMark } from '@/components/states/check';
import { Link } from '@/components/ui/link';
import { paths, withFilter } from '@/lib/contract/paths';
import type { SourceRow, SourceStanding, SourceWay } from '@/lib/contract/views/sources';

const looks: Record<SourceStanding, { word: string; icon: IconName; tone: string }> = {
  missing: { word: 'missing', icon: 'insufficient', tone: 'insufficient' },
  late: { word: 'late', icon: 'stale', tone: 'stale' },
  silent: { word: 'silent', icon: 'insufficient', tone: 'insufficient' },
  unasked: { word: 'not expected', icon: 'f-draft', tone: 'plain' },
  in_time: { word: 'in time', icon: 'met', tone: 'met' },
};

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
          const look = looks[row.standing];
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
                <span className={`verdict ${look.tone}`}>
                  <Icon name={look.icon} />
                  {look.word}
                </span>
              </td>
              <td data-th="Context">
                <Link href={paths.context(program, row.context.slug)}>{row.context.name}</Link>
              </td>
              <td data-th="Last run">
                {row.last === null ? (
                  <span className="faint">{row.note ?? 'none came'}</span>
                ) : (
                  <>
                    <span className="run-last">
                      <Link href={paths.run(program, row.last.run)} className="mono id">
                        r-{row.last.run}
                      </Link>
                      <CheckMark outcome={row.last.outcome} />
                    </span>
                    <span className="sub">
                      came <Moment at={row.last.receivedAt} now={now} />
                      {row.note === null ? '' : `; ${row.note}`}
                    </span>
                  </>
                )}
              </td>
              <td className="num" data-th="Next window">
                {row.next === null ? null : (
                  <>
                    until <When at={row.next.at} now={now} />
                    <span className="sub">
                      {row.standing === 'missing' ? 'was due ' : 'due '}
                      <Moment at={row.next.due} now={now} />
                    </span>
                  </>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
