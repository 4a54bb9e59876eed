import { Moment } from '@/components/format/moment';
import { counted } from '@/components/format/number';
import { SideMark } from '@/components/states/side';
import type { WaitingRun } from '@/lib/contract/views/sources';

/** Lineage runs that became no run yet, each with what it waits for. */
export function Waiting({ runs, now }: { runs: WaitingRun[]; now: string }) {
  return (
    <table className="stack dense">
      <thead>
        <tr>
          <th scope="col">Lineage run</th>
          <th scope="col">Waits for</th>
          <th scope="col">Why</th>
          <th scope="col" className="num">
            Last event
          </th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={`${run.source} ${run.run}`}>
            <td>
              <span className="mono wrap-any strong">{run.source}</span>
              <span className="sub wrap-any">{run.job ?? 'no job'}</span>
            </td>
            <td data-th="Waits for" className="shrink">
              {run.missing.length === 0
                ? run.ended
                  ? 'its other side'
                  : 'its end'
                : run.missing.map((side) => (
                    <span key={side} className="waits-side">
                      <SideMark side={side} />
                    </span>
                  ))}
            </td>
            <td data-th="Why">
              {run.waits.map((wait) => (
                <span key={wait} className="waits-for wrap-any">
                  {wait}
                </span>
              ))}
            </td>
            <td className="num" data-th="Last event">
              <Moment at={run.lastAt} now={now} />
              <span className="sub">
                <a href={run.body}>as sent</a>, of {counted(run.events, 'event')}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
