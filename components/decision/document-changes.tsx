import { When } from '@/components/format/moment';
import { Icon } from '@/components/icons/icon';
import type { DocumentChangeView } from '@/lib/contract/views/decision';

/** "/transitions/selective>full/0/count" as words: "transitions, selective → full, 0, count". */
const pathText = (path: string): string =>
  path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~').replace('>', ' → '))
    .join(', ');

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

const dayForm = /^\d{4}-\d{2}-\d{2}$/;
const instantForm = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/;

/** A value as it stands in the document: in mono, because a machine reads it; days and instants as people write them. */
function Value({ value, absent }: { value: unknown; absent: string }) {
  if (value === null || value === undefined) return <span className="faint">{absent}</span>;
  if (typeof value === 'string' && instantForm.test(value)) return <When at={value} />;
  if (typeof value === 'string' && dayForm.test(value)) return <When at={value} as="day" />;
  return <span className="mono raw">{isPlain(value) ? String(value) : JSON.stringify(value, null, 1)}</span>;
}

const directions = {
  looser: { icon: 'hazard', word: 'looser' },
  stricter: { icon: 'rules', word: 'stricter' },
  other: { icon: 'info', word: 'different' },
} as const;

/** How the two sides are called: what is in force is so only as long as nothing was executed. */
const headings = {
  asked: ['Now in force', 'Then'],
  executed: ['Before', 'After'],
  over: ['In force then', 'Was asked for'],
} as const;

type Props = { changes: DocumentChangeView[]; fate?: keyof typeof headings };

/** The old value beside the new, place by place; what makes something easier to pass stands out and comes first. */
export function DocumentChanges({ changes, fate = 'asked' }: Props) {
  const [old, next] = headings[fate];
  if (changes.length === 0) return null;
  const order = ['looser', 'other', 'stricter'];
  const sorted = changes.toSorted((a, b) => order.indexOf(a.direction) - order.indexOf(b.direction));
  return (
    <table className="stack doc-changes">
      <thead>
        <tr>
          <th scope="col">Where</th>
          <th scope="col">{old}</th>
          <th scope="col">{next}</th>
          <th scope="col">Which way</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map(({ path, place, before, after, direction }) => {
          const look = directions[direction];
          return (
            <tr key={path} className={direction === 'looser' ? 'look' : undefined}>
              <td className="pretty strong">{place ?? pathText(path)}</td>
              <td data-th={fate === 'asked' ? 'Now' : old}>
                <Value value={before} absent="nothing" />
              </td>
              <td data-th={next}>
                <Value value={after} absent="nothing: it goes" />
              </td>
              <td data-th="Way">
                <span className={`way ${direction}`}>
                  <Icon name={look.icon} className="small" />
                  {look.word}
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
