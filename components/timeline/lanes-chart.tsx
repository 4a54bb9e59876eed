import { cross, diamond, placeLabels, ticksOf, timeScale } from '@/components/charts/axis';
import { dayOf } from '@/components/format/time';
import type { TimelineView } from '@/lib/contract/views/timeline';
import { type PlacedContext, placeAll, plot } from './layout';

/** A diamond for what was executed, a hollow one for what still may be, a cross for what changed nothing. */
function Mark({ x, y, mark, title }: PlacedContext['decisions'][number] & { y: number }) {
  return (
    <g>
      <title>{title}</title>
      {mark === 'nothing' ? (
        <path className="l-ink" d={cross(x, y)} />
      ) : (
        <path className={mark === 'live' ? 'f-hollow' : 'f-ink'} d={diamond(x, y)} />
      )}
    </g>
  );
}

/** What is said of a context, on top of every line: `lines` are where now and the question stand. */
function ContextWords({ row, lines }: { row: PlacedContext; lines: readonly number[] }) {
  const labels = placeLabels(
    row.decisions.map(({ x, number }) => ({ x, short: `D-${number}`, long: `D-${number}` })),
    plot.right,
    lines,
  );
  return (
    <g>
      <text className="ink strong" x="0" y={row.top + 15} fontSize="13">
        {row.name}
      </text>
      {row.planned ? (
        <text x={plot.left} y={row.top + 15}>
          planned; authority is recorded from shadow on
        </text>
      ) : null}
      {row.decisions.map((each) => (
        <Mark key={each.number} {...each} y={row.top + 12} />
      ))}
      {labels.map((label) => (
        <text key={label.text} className="ink2 halo" x={label.x} y={row.top + 16} textAnchor={label.anchor}>
          {label.text}
        </text>
      ))}
      {row.holds.map((hold) => (
        <text key={hold.from} className="t-bad halo" x={hold.from - 5} y={row.top + 23} textAnchor="end">
          held
        </text>
      ))}
      {row.workloads.map((each) => (
        <text key={each.workload} className="ink2" x="0" y={each.labelY} fontSize="12">
          {each.workload}
        </text>
      ))}
    </g>
  );
}

/** Who was authoritative in a context, its ways back and its holds. */
function ContextStrips({ row }: { row: PlacedContext }) {
  return (
    <g>
      <path className="axis" d={`M0 ${row.top + 0.5}H${plot.right}`} />
      {row.holds.map((hold) => (
        <path
          key={hold.from}
          className="hold-line"
          d={`M${hold.from} ${row.top + 17}v6M${hold.from} ${row.top + 20}H${Math.max(hold.from + 3, hold.to)}`}
        />
      ))}
      {row.workloads.map((each) => (
        <g key={each.workload}>
          {each.strips.map((strip) =>
            strip.intervals.map((interval) => (
              <rect
                key={`${strip.key} ${interval.x}`}
                className={interval.side === 'legacy' ? 'lg' : 'f-target'}
                x={interval.x}
                y={strip.y}
                width={interval.width}
                height="5"
              >
                <title>{interval.title}</title>
              </rect>
            )),
          )}
          {each.windows.map((window) => (
            <g key={window.label}>
              <path
                className={window.open ? 'win open' : 'win'}
                d={`M${window.from} ${window.y - 2}v4M${window.from} ${window.y}H${window.to}M${window.to} ${window.y - 3}v6`}
              >
                <title>{`Way back of ${window.label}`}</title>
              </path>
            </g>
          ))}
        </g>
      ))}
    </g>
  );
}

/** The height of the strip that the question is about. */
const ringOf = (rows: PlacedContext[], asked: TimelineView['asked']): number | null => {
  const own = rows
    .find((row) => row.slug === asked?.context)
    ?.workloads.find((each) => each.workload === asked?.workload);
  const strip = own?.strips.find((each) => each.key === asked?.audience);
  return strip === undefined ? null : strip.y + 2.5;
};

/** Who was authoritative when: a strip a lane, decisions on top, ways back as brackets, and where the question points. */
export function LanesChart({ view, from, to }: { view: TimelineView; from: string; to: string }) {
  const { rows, height } = placeAll(view.contexts, { from, to, now: view.now });
  const x = timeScale(from, to, plot.left, plot.right);
  const asked = view.asked === null || view.asked.at < from || view.asked.at > to ? null : x(new Date(view.asked.at));
  const ring = ringOf(rows, view.asked);
  const now = view.now > to ? null : x(new Date(view.now));
  const ticks = ticksOf(from, to, 8).filter((tick) => x(tick.at) < plot.right - 34);
  return (
    <svg
      className="chart"
      viewBox={`0 0 ${plot.width} ${height + 8}`}
      role="img"
      aria-label={`Who was authoritative when, ${dayOf(from)} to ${dayOf(to)}. The table below holds the same for the lane that is asked about.`}
    >
      {ticks.map((tick) => (
        <path key={tick.at.getTime()} className="grid-line" d={`M${x(tick.at)} 24V${height}`} />
      ))}
      {rows.map((row) => (
        <ContextStrips key={row.slug} row={row} />
      ))}
      {now === null ? null : (
        <g>
          <path d={`M${now} 22V${height}`} stroke="var(--text)" strokeWidth="1" />
          <text className="ink strong" x={now} y="15" textAnchor={now > 1120 ? 'end' : 'middle'}>
            now
          </text>
        </g>
      )}
      {asked === null || view.asked === null ? null : (
        <g>
          {ring === null ? null : (
            <circle cx={asked} cy={ring} r="6.5" fill="none" stroke="var(--text)" strokeWidth="2" />
          )}
          <path
            d={`M${asked} 22V${height}`}
            stroke="var(--text)"
            strokeWidth="1.5"
            strokeDasharray="1 3"
            strokeLinecap="round"
          />
          {now !== null && Math.abs(asked - now) < 90 ? null : (
            <text className="ink strong halo" x={asked} y="15" textAnchor={asked > 1090 ? 'end' : 'middle'}>
              {`asked: ${dayOf(view.asked.at, view.now)}`}
            </text>
          )}
        </g>
      )}
      {ticks.map((tick) => (
        <text key={tick.at.getTime()} className="halo" x={x(tick.at) + 4} y="30">
          {tick.label}
        </text>
      ))}
      {rows.map((row) => (
        <ContextWords key={row.slug} row={row} lines={[now, asked].filter((at) => at !== null)} />
      ))}
    </svg>
  );
}
