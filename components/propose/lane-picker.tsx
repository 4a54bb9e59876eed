'use client';

import { useId, useState } from 'react';
import { cellsOf, roomFor } from '@/components/authority/matrix';
import { typeset } from '@/components/format/number';
import type { ProposeView } from '@/lib/contract/views/decision';
import type { AudienceView } from '@/lib/contract/views/parts';
import { LinePick } from './line-pick';
import { moveFocus } from './move-focus';
import { PickCell } from './pick-cell';

type Props = {
  view: ProposeView;
  picked: ReadonlySet<string>;
  onPick: (picked: ReadonlySet<string>) => void;
  busy: boolean;
};

/** A lane may be picked in a line where it may alone, or where all that it takes along is in the line or picked. */
const picksOf = (view: ProposeView, keys: readonly string[], picked: ReadonlySet<string>): string[] =>
  keys.filter((key) => {
    const act = view.pickable[key];
    if (act === undefined) return false;
    if (act.allowed || picked.has(key)) return true;
    return act.takes.length > 0 && act.takes.every((other) => keys.includes(other) || picked.has(other));
  });

/**
 * The authority matrix as what one picks from: a press on a lane, on a workload or on an audience. Arrow keys walk it.
 * What cannot be picked can be reached all the same, and says why below.
 */
export function LanePicker({ view, picked, onPick, busy }: Props) {
  const why = useId();
  const [shown, setShown] = useState<string | null>(null);
  const { workloads, audiences } = view.matrix;
  const cells = cellsOf(view.matrix);
  const declared = (keys: string[]): string[] => keys.filter((key) => cells.has(key));
  const row = (workload: string) => declared(audiences.map(({ key }) => `${workload}/${key}`));
  const column = (audience: AudienceView) => declared(workloads.map((workload) => `${workload}/${audience.key}`));

  const toggle = (key: string) =>
    onPick(picked.has(key) ? new Set([...picked].filter((each) => each !== key)) : new Set([...picked, key]));
  const toggleLine = (keys: readonly string[]) => {
    const mine = picksOf(view, keys, picked);
    const all = mine.every((key) => picked.has(key));
    onPick(all ? new Set([...picked].filter((key) => !mine.includes(key))) : new Set([...picked, ...mine]));
  };
  const sayWhy = (key: string | null) => setShown(key === null ? null : (view.pickable[key]?.why ?? null));

  return (
    <div>
      <table className="matrix picking" style={roomFor(view.matrix)} aria-busy={busy} onKeyDown={moveFocus}>
        <thead>
          <tr>
            <td />
            {audiences.map((audience) => (
              <th key={audience.key} scope="col">
                <LinePick
                  keys={picksOf(view, column(audience), picked)}
                  picked={picked}
                  label={`every lane of ${audience.name}`}
                  onToggle={() => toggleLine(column(audience))}
                >
                  {audience.name}
                </LinePick>
                <span>{audience.kind === 'subscriber' ? 'subscriber' : audience.condition}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {workloads.map((workload) => (
            <tr key={workload}>
              <th scope="row">
                <LinePick
                  keys={picksOf(view, row(workload), picked)}
                  picked={picked}
                  label={`every lane of ${workload}`}
                  onToggle={() => toggleLine(row(workload))}
                >
                  {workload}
                </LinePick>
              </th>
              {audiences.map((audience) => {
                const key = `${workload}/${audience.key}`;
                const cell = cells.get(key);
                return cell === undefined ? (
                  <td key={key} className="lane undeclared">
                    no {workload}
                  </td>
                ) : (
                  <PickCell
                    key={key}
                    cell={cell}
                    name={audience.name}
                    act={view.pickable[key] ?? { allowed: false, why: null, takes: [] }}
                    picked={picked.has(key)}
                    goes={view.kind === 'advance' ? 'target' : 'legacy'}
                    now={view.now}
                    whyId={why}
                    onToggle={() => toggle(key)}
                    onShow={(on) => sayWhy(on ? key : null)}
                  />
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="pick-why" id={why} aria-live="polite">
        {shown === null
          ? 'Press a lane, a workload or an audience; arrow keys walk the matrix. What stays says why when it is pointed at.'
          : typeset(shown)}
      </p>
    </div>
  );
}
