import { typeset } from '@/components/format/number';
import { aroundField } from '@/lib/domain/comparison/pattern';

/** What a pattern is called; the field in it is set apart, since a name such as `claims` reads as a word of the sentence. */
export function PatternTitle({ sentence, field }: { sentence: string; field: string | null }) {
  const cut = aroundField(sentence, field);
  if (cut === null) return <>{typeset(sentence)}</>;
  return (
    <>
      {typeset(cut.before)}
      <span className="mono">{cut.field}</span>
      {typeset(cut.after)}
    </>
  );
}
