import { differing, type Part } from '@/components/reconciliation/differing';

function Text({ parts }: { parts: Part[] }) {
  return parts.map((part) => (part.differs ? <mark key={part.text}>{part.text}</mark> : part.text));
}

/** Two values as table cells, word for word, with what differs underlined. */
export function BothValues({
  legacy,
  target,
  absent = 'not sent',
}: {
  legacy: string | null;
  target: string | null;
  absent?: string;
}) {
  const [left, right] = differing(legacy ?? '', target ?? '');
  const same = legacy === target;
  const cell = (value: string | null, parts: Part[]) =>
    value === null ? <span className="faint">{absent}</span> : same ? value : <Text parts={parts} />;
  return (
    <>
      <td className="num mono both-value" data-th="Legacy">
        {cell(legacy, left)}
      </td>
      <td className="num mono both-value" data-th="Target">
        {cell(target, right)}
      </td>
    </>
  );
}
