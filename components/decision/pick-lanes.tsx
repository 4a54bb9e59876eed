'use client';

import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { AudienceHeads, cellsOf, laneKey } from '@/components/authority/matrix';
import { beside, SideMark } from '@/components/states/side';
import { paths } from '@/lib/contract/paths';
import type { ProposeView } from '@/lib/contract/views/decision';
import type { LaneCell } from '@/lib/contract/views/parts';

/** The matrix with a box in each lane that could move. What is picked is in the address, so the gate answers for it. */
export function PickLanes({ view }: { view: ProposeView }) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const picked = new Set(view.picked.map(laneKey));
  const cells = cellsOf(view.matrix);
  const toggle = (key: string) => {
    const next = picked.has(key) ? [...picked].filter((each) => each !== key) : [...picked, key];
    const query = new URLSearchParams({ context: view.context.slug, ...(view.to === null ? {} : { to: view.to }) });
    for (const lane of next) query.append('lane', lane);
    startTransition(() => router.replace(`${paths.decisions(view.program.slug)}/new?${query}`, { scroll: false }));
  };
  return (
    <table className="matrix" aria-busy={pending}>
      <AudienceHeads matrix={view.matrix} />
      <tbody>
        {view.matrix.workloads.map((workload) => (
          <tr key={workload}>
            <th scope="row">{workload}</th>
            {view.matrix.audiences.map((audience) => {
              const key = `${workload}/${audience.key}`;
              const cell = cells.get(key);
              if (cell === undefined) {
                return (
                  <td key={key} className="lane undeclared">
                    no {workload}
                  </td>
                );
              }
              return (
                <Pickable
                  key={key}
                  cell={cell}
                  name={audience.name}
                  act={view.pickable[key] ?? { allowed: false, why: null }}
                  picked={picked.has(key)}
                  onToggle={() => toggle(key)}
                />
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type PickableProps = {
  cell: LaneCell;
  name: string;
  act: ProposeView['pickable'][string];
  picked: boolean;
  onToggle: () => void;
};

function Pickable({ cell, name, act, picked, onToggle }: PickableProps) {
  const classes = ['lane', 'pick', cell.side, picked ? 'picked' : '', act.allowed ? '' : 'fixed-cell'].join(' ');
  if (!act.allowed) {
    return (
      <td className={classes} title={act.why ?? undefined}>
        <div className="stay">
          <SideMark side={cell.side} />
          <span className="ep">{act.why ?? beside(cell.side, cell.participation)}</span>
        </div>
      </td>
    );
  }
  return (
    <td className={classes}>
      <label>
        <input
          type="checkbox"
          checked={picked}
          onChange={onToggle}
          aria-label={`${cell.workload}, ${name}, to target`}
        />
        <SideMark side={cell.side} />
        <span className="ep">{picked ? 'moves to target' : beside(cell.side, cell.participation)}</span>
      </label>
    </td>
  );
}
