import { typeset } from '@/components/format/number';
import { layerWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { LastRun, NextWindow, StandingMark } from '@/components/states/arrival';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { RunsView, StreamView } from '@/lib/contract/views/run';

function Row({ stream, program, now }: { stream: StreamView; program: string; now: string }) {
  return (
    <tr className={stream.standing === 'missing' ? 'look' : undefined}>
      <td className="shrink">
        <StandingMark standing={stream.standing} />
      </td>
      <td data-th="Context">
        <Link href={paths.context(program, stream.context.slug)}>{stream.context.name}</Link>
      </td>
      <td data-th="Source">
        <span className="mono">{stream.source}</span>
        <span className="sub">
          {layerWords[stream.layer]}
          {stream.workload === null ? '' : `, ${stream.workload}`}
        </span>
      </td>
      <td data-th="Last run">
        {stream.last === null ? (
          <span className="faint">none came</span>
        ) : (
          <LastRun last={stream.last} program={program} />
        )}
      </td>
      <td className="num" data-th="Next window">
        {stream.next === null ? (
          <span className="faint">unknown</span>
        ) : (
          <NextWindow next={stream.next} standing={stream.standing} now={now} />
        )}
      </td>
    </tr>
  );
}

function Table({ streams, program, now }: { streams: StreamView[]; program: string; now: string }) {
  return (
    <table className="stack dense">
      <thead>
        <tr>
          <th scope="col">Standing</th>
          <th scope="col">Context</th>
          <th scope="col">Source</th>
          <th scope="col">Last run</th>
          <th scope="col" className="num">
            Next expected
          </th>
        </tr>
      </thead>
      <tbody>
        {streams.map((stream) => (
          <Row
            key={`${stream.context.slug} ${stream.source} ${stream.layer} ${stream.workload ?? ''}`}
            stream={stream}
            program={program}
            now={now}
          />
        ))}
      </tbody>
    </table>
  );
}

/** From which sources runs are expected, when the next one is, and which are missing; what came in time is folded. */
export function Streams({ view }: { view: RunsView }) {
  const { streams, streamsText, program, now } = view;
  if (streamsText === null) return null;
  const wanting = streams.filter(({ standing }) => standing !== 'in_time');
  const quiet = wanting.length === 0;
  return (
    <section className="streams" aria-label="Expected sources">
      <details>
        <summary>
          <Icon name={quiet ? 'met' : 'insufficient'} className={quiet ? 'tone-met' : 'tone-not-met'} />
          {typeset(streamsText)}
        </summary>
        <Table streams={streams} program={program.slug} now={now} />
      </details>
      {quiet ? null : (
        <div className="streams-wanting">
          <Table streams={wanting} program={program.slug} now={now} />
        </div>
      )}
    </section>
  );
}
