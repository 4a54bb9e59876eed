import { typeset } from '@/components/format/number';

type Step = { sentence: string; legacy: string | null; target: string | null };
type Props = { steps: readonly Step[]; partsFrom: number; caption: string; className?: string };

const shown = (value: string | null) =>
  value === null ? <span className="faint">null</span> : value === '' ? <span className="faint">empty</span> : value;

/** How both values came to be, step by step; `partsFrom` is the step from which on they differ for good, -1 for none. */
export function StepsTable({ steps, partsFrom, caption, className = '' }: Props) {
  return (
    <table className={`norm ${className}`.trim()}>
      <caption className="sr">{caption}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">Step</th>
          <th scope="col" className="num">
            Legacy
          </th>
          <th scope="col" className="num">
            Target
          </th>
        </tr>
      </thead>
      <tbody>
        {steps.map((step, index) => (
          <tr key={step.sentence} className={index === partsFrom ? 'part' : undefined}>
            <td>{index + 1}</td>
            <td className="pretty">
              {index === partsFrom ? <span className="bad">They part here: </span> : null}
              {typeset(step.sentence)}
            </td>
            <td data-th="Legacy" className="num mono">
              {shown(step.legacy)}
            </td>
            <td data-th="Target" className="num mono">
              {shown(step.target)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
