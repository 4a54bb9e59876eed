import { Moment } from '@/components/format/moment';
import { counted } from '@/components/format/number';
import { beside, SideMark } from '@/components/states/side';
import type { LaneRoutersView } from '@/lib/contract/views/lane-routers';
import type { LaneCell, LaneRef, MatrixView } from '@/lib/contract/views/parts';

export const laneKey = ({ workload, audience }: LaneRef): string => `${workload}/${audience}`;

/** The cells by lane, for look-ups by row and column. */
export const cellsOf = (matrix: MatrixView): Map<string, LaneCell> =>
  new Map(matrix.cells.map((cell) => [laneKey(cell), cell]));

/** Column heads: an audience and its condition. */
export function AudienceHeads({ matrix, plain = false }: { matrix: MatrixView; plain?: boolean }) {
  return (
    <thead>
      <tr>
        <td />
        {matrix.audiences.map((audience) => (
          <th key={audience.key} scope="col">
            {audience.name}
            {plain && audience.kind === 'cohort' ? null : (
              <span>{audience.kind === 'subscriber' ? 'subscriber' : audience.condition}</span>
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** How many columns there are to make room for, where they are wider than the screen. */
export const roomFor = ({ audiences }: MatrixView): React.CSSProperties =>
  ({ '--audiences': audiences.length }) as React.CSSProperties;

/** "applied by 6 of 6 routers", and how many drift. */
function Routers({ routers }: { routers: LaneRoutersView }) {
  const drifting = new Set(routers.drift.map(({ id }) => id)).size;
  return (
    <>
      applied by {routers.acknowledged} of {counted(routers.of, 'router')}
      {drifting === 0 ? null : <b className="bad">, {drifting === 1 ? 'one drift' : `${drifting} drifts`}</b>}
    </>
  );
}

type CellProps = { cell: LaneCell; now: string; program: string; routers: LaneRoutersView | undefined };

function Cell({ cell, now, program, routers }: CellProps) {
  const { side, participation, epoch, next, window } = cell;
  return (
    <td className={`lane ${side}`} title={`${program}, ${laneKey(cell)}`}>
      <SideMark side={side} />
      <span>{beside(side, participation)}</span>
      <span className="ep">
        epoch {epoch}
        {cell.since === null ? null : (
          <>
            , since <Moment at={cell.since} now={now} as="sinceTime" />
          </>
        )}
      </span>
      {routers === undefined ? null : (
        <span className="ep">
          <Routers routers={routers} />
        </span>
      )}
      {next === null ? null : (
        <span className="ep">
          <b>
            {next.side} <Moment at={next.effectiveFrom} now={now} as="relative" />
          </b>
          , D-{next.decision}
        </span>
      )}
      {window === null ? null : (
        <span className="ep">
          way back closes <Moment at={window.closesAt} now={now} as="relative" />
        </span>
      )}
    </td>
  );
}

/** Workloads down, audiences across; a cell is a lane with its side, participation, epoch and way back. */
export function Matrix({
  matrix,
  now,
  program,
  routers = {},
}: {
  matrix: MatrixView;
  now: string;
  program: string;
  routers?: Record<string, LaneRoutersView>;
}) {
  const cells = cellsOf(matrix);
  return (
    <table className="matrix" style={roomFor(matrix)}>
      <AudienceHeads matrix={matrix} />
      <tbody>
        {matrix.workloads.map((workload) => (
          <tr key={workload}>
            <th scope="row">{workload}</th>
            {matrix.audiences.map((audience) => {
              const cell = cells.get(`${workload}/${audience.key}`);
              return cell === undefined ? (
                <td key={audience.key} className="lane undeclared">
                  no {workload}
                </td>
              ) : (
                <Cell key={audience.key} cell={cell} now={now} program={program} routers={routers[laneKey(cell)]} />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same in small, for now and after: changed lanes are outlined. */
export function SmallMatrix({
  matrix,
  changed,
  caption,
  was,
}: {
  matrix: MatrixView;
  changed: LaneRef[];
  caption: React.ReactNode;
  was: MatrixView | null;
}) {
  const cells = cellsOf(matrix);
  const before = was === null ? null : cellsOf(was);
  const moved = new Set(changed.map(laneKey));
  return (
    <table className="matrix compact">
      <caption>{caption}</caption>
      <AudienceHeads matrix={matrix} plain />
      <tbody>
        {matrix.workloads.map((workload) => (
          <tr key={workload}>
            <th scope="row">{workload}</th>
            {matrix.audiences.map((audience) => {
              const key = `${workload}/${audience.key}`;
              const cell = cells.get(key);
              if (cell === undefined) {
                return (
                  <td key={key} className="lane undeclared">
                    <span className="part">none</span>
                  </td>
                );
              }
              const outlined = before !== null && moved.has(key);
              return (
                <td key={key} className={outlined ? `lane ${cell.side} changed` : `lane ${cell.side}`}>
                  <SideMark side={cell.side} />
                  <span className="part">
                    {outlined ? `was ${before.get(key)?.side ?? cell.side}` : beside(cell.side, cell.participation)}
                  </span>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
