import { When } from '@/components/format/moment';
import { Prose } from '@/components/format/prose';
import { quoted } from '@/components/format/quoted';
import { neededText, valueText } from '@/components/format/value';
import { Verdict } from '@/components/states/evaluation';
import { Hash } from '@/components/ui/hash';
import { Link } from '@/components/ui/link';
import { PrintButton } from '@/components/ui/print-button';
import { Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { DecisionRecordView } from '@/lib/contract/views/decision';
import type { EvaluationView } from '@/lib/contract/views/parts';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { stepUpWords } from '@/lib/domain/access/step-up';
import { Change } from './change';
import { DecisionHead } from './decision-page';
import { WayBack } from './way-back';

function Evaluations({ evaluations, program }: { evaluations: EvaluationView[]; program: string }) {
  return (
    <table className="dense stack">
      <thead>
        <tr>
          <th scope="col">Evaluation</th>
          <th scope="col">Criterion</th>
          <th scope="col" className="num">
            Value
          </th>
          <th scope="col" className="num">
            Needed
          </th>
        </tr>
      </thead>
      <tbody>
        {evaluations.map((evaluation) => (
          <tr key={evaluation.key}>
            <td className="shrink">
              <Verdict outcome={evaluation.outcome} />
            </td>
            <td className="pretty">
              <Prose text={evaluation.sentence} program={program} />
              <span className="sub">{evaluation.evidence.map((each) => each.label).join(', ')}</span>
            </td>
            <td className="num strong" data-th="Value">
              {valueText(evaluation.value, evaluation)}
            </td>
            <td className="num" data-th="Needed">
              {neededText(evaluation)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Signatures({ view }: { view: DecisionRecordView['decision'] }) {
  return (
    <Section title="Sign-offs" note={view.signOffs.length || 'none'}>
      <ol className="said">
        {view.signOffs.map((signOff) => (
          <li key={signOff.id}>
            <When at={signOff.signedAt} as="stamp" />
            <div>
              <b>{signOff.name}</b>, as {roleTitles[signOff.role]},{' '}
              {signOff.verdict === 'approve' ? 'approved' : 'refused'} revision {signOff.revision},{' '}
              {stepUpWords[signOff.confirmedBy]}.
              {signOff.counts ? '' : <span className="faint"> It does not count: {signOff.why}</span>}
              <p className="quote">{quoted(signOff.meaning)}</p>
              {signOff.comment === null ? null : <p className="quote quiet">{signOff.comment}</p>}
            </div>
          </li>
        ))}
      </ol>
    </Section>
  );
}

function Entries({ view }: { view: DecisionRecordView }) {
  const { decision, entries, ledger } = view;
  return (
    <Section title="Ledger entries" note={entries.length}>
      <table className="dense stack">
        <thead>
          <tr>
            <th scope="col" className="num">
              Entry
            </th>
            <th scope="col">When, UTC</th>
            <th scope="col">What</th>
            <th scope="col">Leaf</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.index}>
              <td className="num shrink">
                <Link href={paths.entry(decision.program.slug, entry.index)}>{entry.index}</Link>
              </td>
              <td data-th="When" className="shrink">
                <When at={entry.at} as="stamp" />
              </td>
              <td data-th="What" className="pretty">
                <Prose text={entry.sentence} program={decision.program.slug} />
              </td>
              <td data-th="Leaf">
                <Hash value={entry.leaf} label="" />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="foot">
        The ledger <span className="mono">{ledger.origin}</span> held {ledger.size} entries when this was shown; its
        head was <span className="mono wrap-any">{ledger.head}</span>. The JSON download holds the same, with the runs
        as they were sent, and <span className="mono">npx lockgate verify</span> checks it without this installation.
      </p>
    </Section>
  );
}

/** One decision for print: what was decided, on what evidence, by whom, and where it stands in the ledger. */
export function RecordPage({ view }: { view: DecisionRecordView }) {
  const { decision, revisions, preflight, runs } = view;
  const program = decision.program.slug;
  return (
    <div className="sheet">
      <div className="row-of noprint sheet-acts">
        <Link className="btn small" href={paths.decision(program, decision.number)}>
          Back to D-{decision.number}
        </Link>
        <PrintButton />
        <a className="btn small" href={view.download} download>
          Download as JSON
        </a>
      </div>
      <DecisionHead view={decision} />
      <Change view={decision} numbered={false} />
      {revisions.toReversed().map((revision) => (
        <Section
          key={revision.revision}
          title={`Revision ${revision.revision}`}
          note={
            <>
              begun <When at={revision.begunAt} as="stamp" /> UTC. {revision.reason}
            </>
          }
        >
          <p className="data">
            <Hash value={revision.evidenceHash} label="sha-256 signed" />{' '}
            <span className="faint">
              policy v{revision.policyVersion}
              {revision.rulesVersion === null ? '' : `, rules v${revision.rulesVersion}`}
              {revision.criteriaVersion === null ? '' : `, criteria v${revision.criteriaVersion}`}
            </span>
          </p>
          {revision.evaluations.length === 0 ? null : (
            <Evaluations evaluations={revision.evaluations} program={program} />
          )}
        </Section>
      ))}
      <Signatures view={decision} />
      {preflight === null ? null : (
        <Section
          title="Looked at once more when it was executed"
          note={
            <>
              <When at={preflight.at} as="stamp" /> UTC
            </>
          }
        >
          <Evaluations evaluations={preflight.evaluations} program={program} />
        </Section>
      )}
      <WayBack view={decision} numbered={false} />
      {runs.length === 0 ? null : (
        <Section title="Runs it stands on" note={runs.length}>
          <ul className="rows">
            {runs.map((run) => (
              <li key={run.number}>
                <Link className="mono id" href={paths.run(program, run.number)}>
                  r-{run.number}
                </Link>
                <span className="grow">
                  {run.source}, <span className="mono">{run.externalId}</span>
                  <span className="sub">
                    up to <When at={run.windowTo} as="stamp" /> UTC
                  </span>
                </span>
                <span className="end">
                  <Hash value={run.digest} />
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Entries view={view} />
    </div>
  );
}
