import { Moment, When } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
import { Icon } from '@/components/icons/icon';
import type { DecisionView } from '@/lib/contract/views/decision';

const findings = {
  ratified: 'ratified',
  ratified_with_findings: 'ratified, with findings',
  reverse: 'to be reversed',
} as const;

/** When it is executed, what happens by itself afterwards, and the emergency that it belongs to. */
export function Terms({ view }: { view: DecisionView }) {
  const { scheduledFor, now, program, traffic, routers } = view;
  const { guards, emergency } = view.change;
  const served = Object.values(routers);
  const live = new Set(served.flatMap(({ routers: each }) => each.map(({ slug }) => slug))).size;
  const drifts = new Set(served.flatMap(({ drift }) => drift.map(({ id }) => id))).size;
  const current = served.filter(({ acknowledged, of }) => acknowledged === of).length;
  const executed = view.state === 'executed';
  return (
    <>
      {traffic === '' && served.length === 0 && scheduledFor === null ? null : (
        <dl className="touch">
          {traffic === '' ? null : (
            <div>
              <dt>Traffic</dt>
              <dd>{traffic}</dd>
            </div>
          )}
          {served.length === 0 ? null : (
            <div>
              <dt>{executed ? 'Routers that apply it' : 'Routers of these lanes'}</dt>
              <dd>
                {live === 1 ? 'one router' : `${live} routers`}; {current} of {served.length}{' '}
                {served.length === 1 ? 'lane' : 'lanes'} acknowledged by all
                {drifts === 0 ? null : <b className="bad">, {drifts === 1 ? 'one drift' : `${drifts} drifts`}</b>}
              </dd>
            </div>
          )}
          {scheduledFor === null ? null : (
            <div>
              <dt>{view.closedAt !== null ? 'Was to be executed' : 'Executed by itself, once approved'}</dt>
              <dd>
                <When at={scheduledFor} now={now} />, <Moment at={scheduledFor} now={now} />
              </dd>
            </div>
          )}
        </dl>
      )}
      {guards.length === 0 ? null : (
        <ul className="guard-lines" aria-label="Guards">
          {guards.map((guard) => (
            <li key={guard.criterion}>
              <Icon name={guard.onBreak === 'roll_back' ? 'back' : 'hold'} />
              <p>
                <Prose text={guard.sentence} program={program.slug} />
              </p>
            </li>
          ))}
        </ul>
      )}
      {emergency === null ? null : (
        <dl className="facts">
          <dt>Incident</dt>
          <dd>{emergency.incident}</dd>
          {emergency.acknowledgeBy === null ? null : (
            <>
              <dt>Somebody takes it on</dt>
              <dd>
                by <When at={emergency.acknowledgeBy} now={now} />
              </dd>
            </>
          )}
          {emergency.finding === null ? null : (
            <>
              <dt>Finding</dt>
              <dd>
                {findings[emergency.finding]}
                {emergency.follows === null ? '' : `: ${emergency.follows}`}
              </dd>
            </>
          )}
        </dl>
      )}
    </>
  );
}
