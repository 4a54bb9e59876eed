import { integer } from '@/components/format/number';
import type { RunView, Totals } from '@/lib/contract/views/run';

/** Records counted, in all and by cohort. */
export function TotalsTable({ totals, cohorts }: { totals: Totals; cohorts: RunView['cohorts'] }) {
  const rows = [{ name: 'all', totals }, ...cohorts];
  return (
    <table className="stack dense">
      <thead>
        <tr>
          <th scope="col">Cohort</th>
          <th scope="col" className="num">
            Compared
          </th>
          <th scope="col" className="num">
            Matched
          </th>
          <th scope="col" className="num">
            Accepted
          </th>
          <th scope="col" className="num">
            Mismatched
          </th>
          <th scope="col" className="num">
            Missing in target
          </th>
          <th scope="col" className="num">
            Missing in legacy
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <td>{row.name}</td>
            <td className="num" data-th="Compared">
              {integer(row.totals.compared)}
            </td>
            <td className="num" data-th="Matched">
              {integer(row.totals.matched)}
            </td>
            <td className="num" data-th="Accepted">
              {row.totals.accepted === null ? <span className="faint">none</span> : integer(row.totals.accepted)}
            </td>
            <td className="num" data-th="Mismatched">
              {integer(row.totals.mismatched)}
            </td>
            <td className="num" data-th="Missing in target">
              {integer(row.totals.missingInTarget)}
            </td>
            <td className="num" data-th="Missing in legacy">
              {integer(row.totals.missingInLegacy)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
