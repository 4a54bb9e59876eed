'use client';

import { Moment } from '@/components/format/moment';
import { beside, SideMark } from '@/components/states/side';
import type { Pickable } from '@/lib/contract/views/decision';
import type { LaneCell } from '@/lib/contract/views/parts';
import type { Side } from '@/lib/domain/words';

type Props = {
  cell: LaneCell;
  name: string;
  act: Pickable;
  picked: boolean;
  goes: Side;
  now: string;
  whyId: string;
  onToggle: () => void;
  onShow: (on: boolean) => void;
};

/** What stands under the side: who works beside it, the epoch, and what is on its way. */
function Standing({ cell, now, short = false }: { cell: LaneCell; now: string; short?: boolean }) {
  return (
    <>
      <span className="ep">
        epoch {cell.epoch}
        {short ? '' : `, ${beside(cell.side, cell.participation)}`}
      </span>
      {cell.next === null ? null : (
        <span className="ep">
          <b>
            {cell.next.side} <Moment at={cell.next.effectiveFrom} now={now} as="relative" />
          </b>
        </span>
      )}
      {cell.window === null ? null : (
        <span className="ep">
          way back closes <Moment at={cell.window.closesAt} now={now} as="relative" />
        </span>
      )}
    </>
  );
}

/** One lane of the matrix: a box where it can be picked, else a place that can be focused and says why not. */
export function PickCell({ cell, name, act, picked, goes, now, whyId, onToggle, onShow }: Props) {
  const free = act.allowed || picked;
  const lane = `${cell.workload}, ${name}`;
  const show = { onFocus: () => onShow(true), onBlur: () => onShow(false) };
  const classes = `lane pick ${cell.side}${picked ? ' picked' : ''}${free ? '' : ' stays'}`;
  return (
    <td className={classes} onPointerEnter={() => onShow(true)} onPointerLeave={() => onShow(false)}>
      {free ? (
        <label>
          <input type="checkbox" checked={picked} onChange={onToggle} aria-label={`${lane}, to ${goes}`} {...show} />
          <SideMark side={cell.side} />
          {picked ? <span className="ep goes">goes to {goes}</span> : null}
          <Standing cell={cell} now={now} short={picked} />
        </label>
      ) : (
        <button type="button" className="stay" aria-disabled="true" aria-describedby={whyId} {...show}>
          <SideMark side={cell.side} />
          <span className="sr">{lane}: stays</span>
          <Standing cell={cell} now={now} />
        </button>
      )}
    </td>
  );
}
