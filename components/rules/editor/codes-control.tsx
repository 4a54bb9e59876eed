'use client';

import { SideMark } from '@/components/states/side';
import { Button } from '@/components/ui/button';
import { Pick } from './controls';
import { freeName, renamed, textOf, treeOf, withMember } from './document';

const others = [
  { value: 'differ', label: 'differs' },
  { value: 'keep', label: 'stands for itself' },
];

type Props = { value: unknown; onChange: (value: unknown) => void };

type TableProps = { side: 'legacy' | 'target'; value: unknown; onChange: (value: unknown) => void };

/** One side's codes and what each means, a small table that grows at its end. */
function Table({ side, value, onChange }: TableProps) {
  const table = treeOf(value);
  return (
    <div>
      <SideMark side={side} />
      {Object.keys(table).length === 0 ? null : (
        <table className="codes">
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Means</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {Object.entries(table).map(([code, word], index) => (
              // A code that is being typed changes its name: its place is what it is known by.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <tr key={index}>
                <td>
                  <input
                    className="input mono"
                    aria-label={`Code ${index + 1} of ${side}`}
                    value={code}
                    onChange={(event) => onChange(renamed(table, code, event.target.value))}
                  />
                </td>
                <td>
                  <input
                    className="input"
                    aria-label={`Meaning of code ${index + 1} of ${side}`}
                    value={textOf(word)}
                    onChange={(event) => onChange(withMember(table, code, event.target.value))}
                  />
                </td>
                <td>
                  <Button
                    look="quietly"
                    small
                    aria-label={`Remove code ${code} of ${side}`}
                    onClick={() => onChange(withMember(table, code, undefined))}
                  >
                    ×
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button small onClick={() => onChange(withMember(table, freeName(table, 'code'), ''))}>
        Add a code
      </Button>
    </div>
  );
}

/** Codes of each side in words that both share, and what becomes of any other. */
export function CodesControl({ value, onChange }: Props) {
  const codes = treeOf(value);
  const set = (side: 'legacy' | 'target') => (table: unknown) => onChange(withMember(codes, side, table));
  return (
    <div className="code-tables">
      <Table side="legacy" value={codes.legacy} onChange={set('legacy')} />
      <Table side="target" value={codes.target} onChange={set('target')} />
      <span className="others">
        <span>Any other code</span>
        <Pick
          label="Any other code"
          choices={others}
          value={codes.others}
          onChange={(word) => onChange(withMember(codes, 'others', word))}
        />
      </span>
    </div>
  );
}
