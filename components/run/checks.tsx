import { counted, typeset } from '@/components/format/number';
import { layerWords } from '@/components/format/words';
import { CheckMark } from '@/components/states/check';
import { Section } from '@/components/ui/section';
import type { RunCheckView, RunView } from '@/lib/contract/views/run';
import type { EvidenceWord } from '@/lib/domain/comparison/run-facts';
import { BothValues } from './both-values';

const evidenceWords: Record<EvidenceWord, string> = {
  complete: 'all of it is shown',
  sampled: 'only a sample is shown',
  truncated: 'the tool cut what it shows',
  counts_only: 'only counts are shown',
  keys_only: 'only keys are shown',
  none: 'nothing of it is shown',
};

/** So many are written out in one table. */
const shown = 200;

function Check({ check }: { check: RunCheckView }) {
  const about = [layerWords[check.layer], check.kind, check.metric, check.field, check.query, check.engine];
  return (
    <tr className={check.outcome === 'match' && check.finding === null ? undefined : 'look'}>
      <td className="shrink">
        <CheckMark outcome={check.outcome} signedOff={check.signedOff} />
      </td>
      <td>
        <span className="mono wrap-any">{check.key}</span>
        <span className="sub">{about.filter((part) => part !== null && part !== '').join(', ')}</span>
        {check.finding === null ? null : <span className="sub bad">{typeset(check.finding)}</span>}
        {check.error === null ? null : <span className="sub bad">{check.error}</span>}
        {check.evidence === null || check.evidence === 'complete' ? null : (
          <span className="sub">{evidenceWords[check.evidence]}</span>
        )}
      </td>
      {check.bins.length > 0 && check.legacy === null ? (
        <td className="num faint" colSpan={2}>
          {counted(check.bins.length, 'range')}
        </td>
      ) : (
        <BothValues legacy={check.legacy} target={check.target} />
      )}
      <td data-th="Tolerance">{check.tolerance ?? <span className="faint">exact</span>}</td>
      <td className="mono" data-th="The tool said">
        {check.reported ?? <span className="faint">nothing</span>}
      </td>
    </tr>
  );
}

function Table({ checks }: { checks: RunCheckView[] }) {
  return (
    <>
      <table className="stack dense">
        <thead>
          <tr>
            <th scope="col">Outcome</th>
            <th scope="col">Check</th>
            <th scope="col" className="num">
              Legacy
            </th>
            <th scope="col" className="num">
              Target
            </th>
            <th scope="col">Tolerance</th>
            <th scope="col">The tool said</th>
          </tr>
        </thead>
        <tbody>
          {checks.slice(0, shown).map((check) => (
            <Check key={check.key} check={check} />
          ))}
        </tbody>
      </table>
      {checks.length > shown ? (
        <p className="faint data">
          {counted(checks.length - shown, 'more check')}, all of them in what was sent, and in the API.
        </p>
      ) : null}
    </>
  );
}

/** Each check with both measurements as sent, the tool's word, and Lockgate's own outcome; folded where drawn before. */
export function Checks({ run }: { run: RunView }) {
  const { checks, statistics } = run;
  if (checks.length === 0) return null;
  return (
    <Section id="checks" title="Checks" note={checks.length}>
      {statistics === null ? (
        <Table checks={checks} />
      ) : (
        <details className="data">
          <summary>Each of them, word for word</summary>
          <Table checks={checks} />
        </details>
      )}
    </Section>
  );
}
