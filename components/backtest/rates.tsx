import { integer, percent } from '@/components/format/number';
import { layerWords } from '@/components/format/words';
import type { BacktestAnswer } from '@/lib/contract/v1/backtest';

type Rate = BacktestAnswer['rates'][number];

const order = ['outcome', 'state', 'event', 'query', 'dataset', 'row', 'schema', 'position'];

const share = (rate: string | null) => (rate === null ? <span className="faint">no run says it</span> : percent(rate));

const apart = ({ before, after }: Rate): string => {
  if (before === null || after === null) return '';
  const points = (Number(after) - Number(before)) * 100;
  if (points === 0) return 'as before';
  return `${points > 0 ? '+' : '−'}${Math.abs(points).toFixed(4).replace(/0+$/, '').replace(/\.$/, '')} points`;
};

/** The match rate before and after, of each layer and workload; outcome leads. */
export function Rates({ rates }: { rates: readonly Rate[] }) {
  const sorted = rates.toSorted((a, b) => order.indexOf(a.layer) - order.indexOf(b.layer));
  return (
    <table className="stack dense bt-rates">
      <thead>
        <tr>
          <th scope="col">Match rate of</th>
          <th scope="col" className="num">
            Now
          </th>
          <th scope="col" className="num">
            Under the draft
          </th>
          <th scope="col" className="num">
            Change
          </th>
          <th scope="col" className="num">
            Records
          </th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((rate) => (
          <tr key={`${rate.layer} ${rate.workload}`}>
            <td>
              {layerWords[rate.layer]}
              {rate.workload === null ? '' : `, ${rate.workload}`}
              {rate.leftOut === 0 ? null : <span className="sub">{integer(rate.leftOut)} runs say nothing of it</span>}
            </td>
            <td data-th="Now" className="num">
              {share(rate.before)}
            </td>
            <td data-th="Under the draft" className="num strong">
              {share(rate.after)}
            </td>
            <td data-th="Change" className="num quiet">
              {apart(rate)}
            </td>
            <td data-th="Records" className="num quiet">
              {integer(rate.records)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
