import { typeset } from '@/components/format/number';
import { categoryLooks } from '@/components/states/category';
import { SeverityMark } from '@/components/states/severity';
import { Empty, Section } from '@/components/ui/section';
import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { capitalised } from '@/lib/domain/kernel/in-words';
import { classifiedWords, ignoredUntilWords, matchingWords } from '@/lib/domain/rule-words/document-words';
import { RuleSentences } from './rule-sentences';

/** The first that fits counts, so the order is part of what they say. */
function Classified({ classify }: { classify: RuleSetDocument['classify'] }) {
  return (
    <Section
      title="What still differs is called"
      note="the first that fits counts; anything else is unclassified and critical"
    >
      <table className="stack dense rule-classes">
        <tbody>
          {classify.map((rule, index) => (
            <tr key={classifiedWords(rule)}>
              <td className="place">{index + 1}</td>
              <td className="pretty">{capitalised(classifiedWords(rule))}</td>
              <td data-th="Category">{categoryLooks[rule.category].word}</td>
              <td data-th="Severity">
                <SeverityMark severity={rule.severity} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Ignored({ ignored }: { ignored: NonNullable<RuleSetDocument['ignored']> }) {
  return (
    <Section title="Not compared" note={ignored.length}>
      <table className="stack dense">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Why</th>
            <th scope="col">How long</th>
          </tr>
        </thead>
        <tbody>
          {ignored.map((each) => (
            <tr key={each.field} className={each.until === undefined ? 'look' : undefined}>
              <td className="mono wrap-any">{each.field}</td>
              <td data-th="Why" className="quote">
                {each.reason}
              </td>
              <td data-th="How long" className="quiet pretty">
                {ignoredUntilWords(each)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** A whole set of rules, in sentences that somebody who signs them can read. */
export function RuleDocument({ document }: { document: RuleSetDocument }) {
  const fields = Object.entries(document.fields).map(([name, rule]) => ({ name, rule }));
  const defaults = (document.defaults ?? []).map(({ match, rule }) => ({ name: match, rule }));
  return (
    <>
      <Section title="Fields" note={fields.length === 0 ? undefined : fields.length}>
        {fields.length === 0 ? (
          <Empty>It names no field: every value is compared exactly as it was sent.</Empty>
        ) : (
          <RuleSentences rows={fields} label="Field" />
        )}
      </Section>
      {defaults.length === 0 ? null : (
        <Section title="Every other field" note="by its name; the first that fits counts">
          <RuleSentences rows={defaults} label="Named" />
        </Section>
      )}
      {document.ignored === undefined ? null : <Ignored ignored={document.ignored} />}
      {document.classify.length === 0 ? null : <Classified classify={document.classify} />}
      {document.matching === undefined ? null : (
        <Section title="How outcomes of one side find each other">
          {matchingWords(document.matching).map((sentence) => (
            <p key={sentence} className="data pretty">
              {typeset(sentence)}
            </p>
          ))}
        </Section>
      )}
    </>
  );
}
