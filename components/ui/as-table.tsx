import { Icon } from '@/components/icons/icon';

/** The same content as the chart beside it, for those who cannot see it or want the numbers. */
export function AsTable({ heads, rows }: { heads: string[]; rows: (string | number)[][] }) {
  return (
    <details className="astable">
      <summary>
        <Icon name="table" />
        As a table
      </summary>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <section tabIndex={0} aria-label="Table of the chart">
        <table className="dense">
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.join('|')}>
                {row.map((cell, column) => (
                  <td key={heads[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
