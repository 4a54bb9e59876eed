import { Gauge } from '@/components/charts/small';
import { byNeed, Evidence, Structural } from '@/components/criteria/readiness';
import { Moment } from '@/components/format/moment';
import { integer } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { neededText, valueText } from '@/components/format/value';
import { Icon } from '@/components/icons/icon';
import { evaluationLooks, Verdict } from '@/components/states/evaluation';
import { PipCounts } from '@/components/states/pips';
import { Section } from '@/components/ui/section';
import type { CriterionView, DecisionView } from '@/lib/contract/views/decision';

const numeric = (text: string | null | undefined): number | null =>
  text === null || text === undefined || !/^-?\d+(\.\d+)?$/.test(text) ? null : Number(text);

/** A draft's criteria were never frozen; met is all that they can be. */
const quiet = ({ now, frozen, moved }: CriterionView): boolean =>
  now.outcome === 'met' && !moved && (frozen === null || frozen.outcome === 'met');

type RowProps = { item: CriterionView; program: string; revision: number; draft: boolean; last: string };

function Row({ item, program, revision, draft, last }: RowProps) {
  const { now, frozen } = item;
  const [value, threshold, was] = [numeric(now.value), numeric(now.threshold), numeric(frozen?.value)];
  const changed = frozen !== null && frozen.outcome !== now.outcome;
  return (
    <tr className={now.outcome === 'met' ? undefined : 'look'}>
      <td>
        <Verdict outcome={now.outcome} />
      </td>
      <td className="pretty">
        <span className="cn">{item.number}</span>
        {now.title}
        <span className="sub">
          <Prose text={now.sentence} program={program} />
          {now.sampleSize === null ? null : <span className="sr"> n is {integer(now.sampleSize)}.</span>}
          {now.blocking ? null : ' Does not block.'}
        </span>
        {now.evidence.length === 0 ? null : (
          <span className="sub">
            <Evidence evidence={now.evidence} />
          </span>
        )}
      </td>
      <td className="num" data-th="needed">
        {neededText(now)}
      </td>
      {draft ? null : (
        <td className="num fro" data-th="frozen">
          {frozen === null ? <span className="faint">not asked</span> : valueText(frozen.value, now)}
        </td>
      )}
      <td className="num now" data-th={last.toLowerCase()}>
        {valueText(now.value, now)}
      </td>
      <td>
        {threshold === null || value === null ? (
          <span className="faint">not measured</span>
        ) : (
          <Gauge outcome={now.outcome} frozen={was} now={value} threshold={threshold} bound={now.bound} />
        )}
        {changed ? (
          <span className="tag changed">
            {evaluationLooks[frozen.outcome].word} in revision {revision}
          </span>
        ) : null}
      </td>
    </tr>
  );
}

/** The criteria as frozen and as of this minute; what is met and unmoved is folded into a list. */
export function WhyNow({ view }: { view: DecisionView }) {
  const { criteria, program, now } = view;
  if (criteria === null) {
    return (
      <Section id="why" step={2} title="Why now">
        <p className="data quiet">
          This kind of decision asks no criterion. People decide it, on what stands on this page.
        </p>
      </Section>
    );
  }
  const loud = criteria.items.filter((item) => !quiet(item)).toSorted((a, b) => byNeed(a.now, b.now));
  const rest = criteria.items.filter(quiet);
  const last = view.closedAt === null ? 'Now' : 'Last look';
  return (
    <Section
      id="why"
      step={2}
      title="Why now"
      note={<PipCounts outcomes={criteria.gate.outcomes} />}
      end={`criteria set v${criteria.version}`}
    >
      <Structural reasons={criteria.structural} />
      {loud.length === 0 ? null : (
        <table className="criteria">
          <thead>
            <tr>
              <th scope="col">Evaluation</th>
              <th scope="col">Criterion</th>
              <th scope="col" className="num">
                Needed
              </th>
              {criteria.frozenAt === null ? null : (
                <th scope="col" className="num">
                  Frozen
                  <span className="at">
                    <Moment at={criteria.frozenAt} now={now} as="sinceTime" />
                  </span>
                </th>
              )}
              <th scope="col" className="num">
                {last}
                <span className="at">
                  <Moment at={criteria.evaluatedAt} now={now} as="sinceTime" />
                </span>
              </th>
              <th scope="col">Against the threshold</th>
            </tr>
          </thead>
          <tbody>
            {loud.map((item) => (
              <Row
                key={item.now.key}
                item={item}
                program={program.slug}
                revision={view.revision}
                draft={criteria.frozenAt === null}
                last={last}
              />
            ))}
          </tbody>
        </table>
      )}
      {rest.length === 0 ? null : (
        <>
          <h3 className="rest-title">{criteria.frozenAt === null ? 'Met now' : 'Met, and unmoved since frozen'}</h3>
          <ul className="rest">
            {rest.map((item) => (
              <li key={item.now.key}>
                <Icon name="met" />
                <span className="cn">{item.number}</span>
                <span className="pretty">
                  <span className="sr">met: </span>
                  <Prose text={item.now.sentence} program={program.slug} />
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
