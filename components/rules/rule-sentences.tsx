import { typeset } from '@/components/format/number';
import type { FieldRule } from '@/lib/domain/comparison/rule-set';
import { capitalised } from '@/lib/domain/kernel/in-words';
import { type FieldWords, fieldWords } from '@/lib/domain/rule-words/field-words';

/** What is done with both sides, in order; what both say the same of first. */
function How({ words }: { words: FieldWords }) {
  const all = [...words.before, ...words.read];
  return (
    <>
      <span className="kind-of">{capitalised(words.kind)}</span>
      {all.length === 0 ? (
        <span className="say quiet">Compared as sent.</span>
      ) : (
        all.map((sentence) => (
          <span key={sentence} className="say quiet pretty">
            {typeset(sentence)}
          </span>
        ))
      )}
    </>
  );
}

function May({ words }: { words: FieldWords }) {
  if (words.may.length === 0) return <span className="quiet">Nothing: both must agree.</span>;
  return words.may.map((sentence) => (
    <span key={sentence} className="say strong pretty">
      {typeset(sentence)}
    </span>
  ));
}

type Row = { name: string; rule: FieldRule };

/** Fields and their rules in sentences: what the values are, how each side is read, what may differ. */
export function RuleSentences({ rows, label }: { rows: readonly Row[]; label: string }) {
  return (
    <table className="stack rule-table">
      <thead>
        <tr>
          <th scope="col">{label}</th>
          <th scope="col">How both sides are read</th>
          <th scope="col">What may differ</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, rule }) => {
          const words = fieldWords(rule);
          return (
            <tr key={name}>
              <td className="mono wrap-any">{name}</td>
              <td data-th="Read">
                <How words={words} />
              </td>
              <td data-th="May differ">
                <May words={words} />
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
