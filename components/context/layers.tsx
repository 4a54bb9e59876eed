import { Moment } from '@/components/format/moment';
import { integer, percent } from '@/components/format/number';
import { layerWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { CheckMark } from '@/components/states/check';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { ContextView, LayerView } from '@/lib/contract/views/context';

const why: Record<LayerView['layer'], string> = {
  outcome: 'what customers and ledgers see; it leads',
  state: 'what stays behind of each outcome',
  event: 'what others are told',
  row: 'each record, field by field',
  query: 'what consumers ask, on their own engines',
  dataset: 'statistics of columns: cheap, and no proof by themselves',
  schema: 'the shape of what is kept',
  position: 'how far each side had read; all else rests on it',
};

const standings: Record<NonNullable<LayerView['standing']>, string> = {
  in_time: 'came in time',
  not_run: 'expected, and not run',
  short: 'less than is expected',
};

function Word({ layer }: { layer: LayerView }) {
  if (layer.outcome === null) {
    return (
      <span className="verdict insufficient">
        <Icon name="insufficient" />
        not run
      </span>
    );
  }
  return <CheckMark outcome={layer.outcome} />;
}

/** What was compared by layer, the one that leads first and largest. */
export function Layers({ view }: { view: ContextView }) {
  const { layers, program, now, silentLayers } = view;
  return (
    <>
      <div className="chart-title">
        <h3>By layer</h3>
        <span className="faint">shares of {view.levels.days} days, the latest word of every source</span>
      </div>
      <table className="stack dense layers">
        <thead>
          <tr>
            <th scope="col">Layer</th>
            <th scope="col">Latest word</th>
            <th scope="col" className="num">
              Matches
            </th>
            <th scope="col" className="num">
              Compared
            </th>
            <th scope="col">Window until</th>
          </tr>
        </thead>
        <tbody>
          {layers.map((layer, index) => (
            <tr key={layer.layer} className={index === 0 && layer.layer === 'outcome' ? 'leads' : undefined}>
              <td>
                <b>{layerWords[layer.layer]}</b>
                <span className="sub">{why[layer.layer]}</span>
              </td>
              <td data-th="Latest word">
                <Word layer={layer} />
                {layer.apart === null ? null : (
                  <span className="sub bad">
                    compared at different positions: legacy <span className="mono">{layer.apart.legacy}</span>, target{' '}
                    <span className="mono">{layer.apart.target}</span>
                  </span>
                )}
              </td>
              <td className="num share" data-th="Matches">
                {layer.share === null ? (
                  <span className="faint">{layer.lastAt === null ? '' : 'not counted'}</span>
                ) : (
                  percent(layer.share)
                )}
              </td>
              <td className="num" data-th="Compared">
                {layer.sampleSize === null ? '' : integer(layer.sampleSize)}
              </td>
              <td data-th="Window until">
                {layer.lastAt === null ? (
                  <span className="faint">never</span>
                ) : (
                  <>
                    <Moment at={layer.lastAt} now={now} />
                    {layer.run === null ? null : (
                      <>
                        {', '}
                        <Link href={paths.run(program.slug, layer.run)} className="mono id">
                          r-{layer.run}
                        </Link>
                      </>
                    )}
                  </>
                )}
                {layer.standing === null ? null : (
                  <span className={layer.standing === 'in_time' ? 'sub' : 'sub bad'}>{standings[layer.standing]}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {silentLayers === null ? null : <p className="faint data">{silentLayers}</p>}
    </>
  );
}
