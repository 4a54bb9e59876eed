'use client';

import { useDesk } from './desk-context';
import { useTriageStore } from './store';

type Props = { id: string; number: number; children: React.ReactNode };

/** A row that can be selected; its content comes from the server. */
export function RowShell({ id, number, children }: Props) {
  const { selection, dispatch } = useTriageStore();
  const { rows, triage } = useDesk();
  const chosen = selection.chosen.includes(id);
  return (
    <li
      data-pattern={id}
      className={`prow${chosen ? ' chosen' : ''}${selection.cursor === id ? ' at' : ''}`}
      onFocus={() => dispatch({ kind: 'stand', id })}
    >
      {triage.allowed ? (
        <label className="choose">
          <input
            type="checkbox"
            aria-label={`Select P-${number}`}
            checked={chosen}
            tabIndex={selection.chosen.length > 0 ? 0 : -1}
            onChange={() => undefined}
            onClick={(event) =>
              dispatch(
                event.shiftKey ? { kind: 'range', rows: rows.map((row) => row.id), to: id } : { kind: 'toggle', id },
              )
            }
          />
        </label>
      ) : null}
      {children}
    </li>
  );
}
