import { When } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
import { stamp } from '@/components/format/time';
import { Icon } from '@/components/icons/icon';
import { SideMark } from '@/components/states/side';
import { Link } from '@/components/ui/link';
import { Scroll } from '@/components/ui/scroll';
import { Empty, Section } from '@/components/ui/section';
import { paths, withFilter } from '@/lib/contract/paths';
import type { TimelineView } from '@/lib/contract/views/timeline';
import type { Side } from '@/lib/domain/words';
import { Ask } from './ask';
import { LanesChart } from './lanes-chart';
import { StepKeys } from './step-keys';
import { type Zoom, zoomed, zooms } from './zoom';

/** The first naming of the side stands in its hue. */
function Sentence({ text, side, program }: { text: string; side: Side | null; program: string }) {
  const at = side === null ? -1 : text.indexOf(side);
  if (side === null || at === -1) return <Prose text={text} program={program} />;
  return (
    <>
      <Prose text={text.slice(0, at)} program={program} />
      <b className={side}>{side}</b>
      <Prose text={text.slice(at + side.length)} program={program} />
    </>
  );
}

/** The answer, in a sentence of the record, with what it rests on. */
function Answer({ view }: { view: TimelineView }) {
  const { answer, program } = view;
  if (view.error !== null) {
    return (
      <div className="problem" role="alert">
        <b>
          <Icon name="errored" className="small" />
          The question cannot be read
        </b>
        <p>{view.error}</p>
      </div>
    );
  }
  if (answer === null) return null;
  return (
    <div className={answer.side === null ? 'answer' : `answer ${answer.side}`} role="status">
      <i aria-hidden="true" />
      <div>
        <p className="record">
          <Sentence text={answer.sentence} side={answer.side} program={program.slug} />
        </p>
        <p className="proof">
          {answer.ledgerIndex === null ? null : (
            <>
              <Link href={paths.entry(program.slug, answer.ledgerIndex)}>Ledger entry {answer.ledgerIndex}</Link>.{' '}
            </>
          )}
          {answer.epoch === null ? '' : `Epoch ${answer.epoch}`}
          {answer.since === null ? '' : `, since ${stamp(answer.since)} UTC. `}
          {answer.because === null ? null : <Prose text={answer.because} program={program.slug} />}
        </p>
      </div>
    </div>
  );
}

function Lane({ view }: { view: TimelineView }) {
  const { asked, rows, program } = view;
  const lane = view.lanes.find(
    (each) =>
      each.context.slug === asked?.context && each.workload === asked.workload && each.audience === asked.audience,
  );
  if (lane === undefined) return null;
  return (
    <Section
      id="table"
      title={`${lane.context.name}, ${lane.workload}, ${lane.name}`}
      note={
        rows.length === 0
          ? undefined
          : `${rows.length} ${rows.length === 1 ? 'interval' : 'intervals'}, no gap${asked === null || asked.knownAt === null ? '' : `, as known on ${stamp(asked.knownAt)} UTC`}`
      }
      end="times in UTC"
    >
      {rows.length === 0 ? (
        <Empty>
          {asked === null || asked.knownAt === null
            ? 'No interval is on record yet: the first begins when the context leaves planned.'
            : `No interval was on record on ${stamp(asked.knownAt)} UTC.`}
        </Empty>
      ) : (
        <table className="stack">
          <thead>
            <tr>
              <th scope="col">From</th>
              <th scope="col">Until</th>
              <th scope="col">Authoritative</th>
              <th scope="col" className="num">
                Epoch
              </th>
              <th scope="col">Because of</th>
              <th scope="col">Way back</th>
              <th scope="col">Known since</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.epoch} className={row.asked ? 'on' : undefined}>
                <td data-th="From">
                  <When at={row.from} as="stamp" />
                </td>
                <td data-th="Until">{row.until === null ? 'now' : <When at={row.until} as="stamp" />}</td>
                <td data-th="Authoritative">
                  <SideMark side={row.side} />
                </td>
                <td data-th="Epoch" className="num">
                  {row.epoch}
                </td>
                <td data-th="Because of" className="pretty">
                  <Link className="id" href={paths.decision(program.slug, row.decision.number)}>
                    D-{row.decision.number}
                  </Link>{' '}
                  <Prose text={row.decision.text} program={program.slug} />
                </td>
                <td data-th="Way back">{row.wayBack.text}</td>
                <td data-th="Known since">
                  <When at={row.knownSince} as="stamp" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}

/** A question and its answer, both of them sentences and both the address; then all lanes, then the one asked about. */
export function TimelinePage({ view, zoom }: { view: TimelineView; zoom: Zoom }) {
  const { program, asked } = view;
  const filter: Record<string, string | null> =
    asked === null
      ? {}
      : {
          context: asked.context,
          workload: asked.workload,
          audience: asked.audience,
          at: asked.at,
          knownAt: asked.knownAt,
        };
  const { from, to } = zoomed(view, zoom);
  return (
    <>
      <h1>Who was authoritative, and when</h1>
      {asked === null ? null : <Ask key={JSON.stringify(filter)} view={view} asked={asked} />}
      <Answer view={view} />
      <Section
        title="All lanes"
        end={
          <span className="zoom">
            {zooms.map((each) => (
              <Link
                key={each}
                href={withFilter(paths.timeline(program.slug), { ...filter, zoom: each === 'all' ? null : each })}
                aria-current={each === zoom ? 'true' : undefined}
                scroll={false}
              >
                {each}
              </Link>
            ))}
          </span>
        }
        note={
          <span className="key">
            <SideMark side="legacy">legacy authoritative</SideMark>
            <SideMark side="target">target authoritative</SideMark>
            <span>
              <svg width="10" height="10" aria-hidden="true">
                <path d="m5 1 4 4-4 4-4-4Z" fill="var(--text)" />
              </svg>
              decision executed
            </span>
            <span>
              <svg width="10" height="10" aria-hidden="true">
                <path d="m5 1 4 4-4 4-4-4Z" fill="none" stroke="var(--text)" strokeWidth="1.3" />
              </svg>
              open, or a draft
            </span>
            <span>
              <svg width="10" height="10" aria-hidden="true">
                <path d="m2 2 6 6M8 2 2 8" stroke="var(--text)" strokeWidth="1.3" />
              </svg>
              over, changed nothing
            </span>
            <span>
              <svg width="26" height="10" aria-hidden="true">
                <path d="M1 2v6M1 5h24M25 1v8" stroke="var(--text)" fill="none" />
              </svg>
              way back
            </span>
          </span>
        }
      >
        {view.lanes.length === 0 ? (
          <Empty>
            No context has left planned yet. Authority is recorded from shadow on, and this page then answers for every
            instant.
          </Empty>
        ) : (
          <Scroll label="All lanes" className="plot wide-plot" at={1}>
            <LanesChart view={view} from={from} to={to} />
          </Scroll>
        )}
      </Section>
      {asked === null ? null : (
        <>
          <StepKeys
            path={paths.timeline(program.slug)}
            filter={{ ...filter, zoom: zoom === 'all' ? null : zoom }}
            at={asked.at}
            changes={view.rows.map((row) => row.from).toSorted()}
          />
          <p className="quiet data noprint">
            A strip is a lane; point at one and it says which. <kbd>←</kbd> and <kbd>→</kbd> step the question from
            change to change.
          </p>
        </>
      )}
      <Lane view={view} />
    </>
  );
}
