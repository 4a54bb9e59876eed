import { Moment, When } from '@/components/format/moment';
import { bytes, integer, typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { dayAndClock } from '@/components/format/time';
import { SideMark } from '@/components/states/side';
import { Hash } from '@/components/ui/hash';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { RunView } from '@/lib/contract/views/run';

const facts = ['dataset', 'position', 'version'] as const;

/** What each side was when it was compared. Two positions that are not the same are said, since all else rests on them. */
export function BothSides({ run }: { run: RunView }) {
  const { legacy, target } = run;
  const told = facts.filter((fact) => legacy[fact] !== null || target[fact] !== null);
  const apart = legacy.position !== null && target.position !== null && legacy.position !== target.position;
  return (
    <div className="run-sides">
      {(['legacy', 'target'] as const).map((side) => (
        <div key={side} className={side}>
          <SideMark side={side} />
          {told.length === 0 ? (
            <p className="faint">not said from where, or at which position or version</p>
          ) : (
            <dl>
              {told.map((fact) => (
                <div key={fact}>
                  <dt>{fact}</dt>
                  <dd className={run[side][fact] === null ? 'faint' : 'mono wrap-any'}>
                    {run[side][fact] ?? 'not said'}
                  </dd>
                </div>
              ))}
            </dl>
          )}
        </div>
      ))}
      {apart ? (
        <p className="run-apart">
          The two were read at different positions: what one had and the other not yet differs without being wrong.
        </p>
      ) : null}
    </div>
  );
}

/** How much of what was announced has come. */
export function Announced({ run }: { run: RunView }) {
  const { announced } = run;
  if (announced === null) return null;
  const { total, received, comings, lastAt } = announced;
  const whole = received >= total;
  return (
    <div className="announced">
      <progress value={Math.min(received, total)} max={Math.max(1, total)} aria-label="Discrepancies received" />
      <p>
        <b>{integer(received)}</b> of {integer(total)} announced discrepancies have come
        {comings > 1 ? `, in ${integer(comings)} parts` : ''}
        {lastAt === null ? '' : `, the last at ${dayAndClock(lastAt)} UTC`}.{' '}
        {whole ? 'The run is whole.' : 'Until all are here, no criterion takes the run for complete.'}
      </p>
    </div>
  );
}

/** What identifies the run, how it came, and what judged it. */
export function Facts({ run }: { run: RunView }) {
  const { now, program } = run;
  return (
    <dl className="facts">
      <dt>Window</dt>
      <dd>
        <When at={run.window.from} as="stamp" /> to <When at={run.window.to} as="stamp" /> UTC
        {run.period === null || run.period === run.window.from ? '' : `, period ${run.period}`}
      </dd>
      <dt>Identity</dt>
      <dd className="mono wrap-any">
        {run.source}, {run.externalId}
      </dd>
      <dt>Sent as</dt>
      <dd>
        {run.format}
        {run.engine === null ? '' : `, by ${run.engine}`}, received <Moment at={run.receivedAt} now={now} />
      </dd>
      <dt>Judged by</dt>
      <dd>
        {run.ruleSetVersion === null ? (
          'no rule set: values count as sent'
        ) : (
          <Link href={paths.rules(program.slug)}>rule set version {run.ruleSetVersion}</Link>
        )}
      </dd>
      {run.coverage.length === 0 ? null : (
        <>
          <dt>Covers</dt>
          <dd>{run.coverage.join(', ')}</dd>
        </>
      )}
      {run.supersedes === null ? null : (
        <>
          <dt>Supersedes</dt>
          <dd>
            <Prose text={`r-${run.supersedes}, which counts no longer`} program={program.slug} />
          </dd>
        </>
      )}
      {run.artifact === null ? null : (
        <>
          <dt>Kept elsewhere</dt>
          <dd>
            <span className="mono wrap-any">{run.artifact.uri}</span>, {bytes(run.artifact.bytes)}{' '}
            <Hash value={run.artifact.sha256} />
          </dd>
        </>
      )}
      <dt>As it was sent</dt>
      <dd>
        <a href={run.sent.href}>
          {typeset(run.sent.mediaType)}, {bytes(run.sent.bytes)}
        </a>{' '}
        <Hash value={run.digest} />
      </dd>
    </dl>
  );
}
