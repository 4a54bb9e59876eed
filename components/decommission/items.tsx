import { Moment, When } from '@/components/format/moment';
import { integer } from '@/components/format/number';
import { retirementWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { Filters } from '@/components/ui/filters';
import { ListKeys } from '@/components/ui/list-keys';
import { Empty, Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { DecommissionView, RetirementItemView } from '@/lib/contract/views/decommission';
import { DoneButton } from './done-button';

/** Every item that must go, with its owner, its day, and the evidence that it is gone. */
export function Items({ view }: { view: DecommissionView }) {
  const { program, now, items } = view;
  const open = items.filter(({ state }) => state === 'open');
  const done = items.filter(({ state }) => state === 'done');
  return (
    <Section title="Items" note={items.length || undefined}>
      <Filters
        path={paths.decommission(program.slug)}
        filter={view.filter}
        choices={[
          { name: 'state', label: 'State', options: view.stateOptions, any: 'Any state' },
          { name: 'kind', label: 'Kind', options: view.kindOptions, any: 'Any kind' },
          { name: 'owner', label: 'Owner', options: view.ownerOptions, any: 'Anybody’s' },
        ]}
      >
        <ListKeys />
      </Filters>
      {items.length === 0 ? (
        <Empty>No item is here.</Empty>
      ) : (
        <table className="stack hover data">
          <thead>
            <tr>
              <th scope="col">Item</th>
              <th scope="col">Context</th>
              <th scope="col">Owner</th>
              <th scope="col">Due</th>
              <th scope="col">Done</th>
            </tr>
          </thead>
          <tbody>
            {open.map((item) => (
              <Row key={item.id} item={item} program={program.slug} now={now} />
            ))}
          </tbody>
          {done.length === 0 ? null : (
            <tbody>
              {open.length === 0 ? null : (
                <tr className="part">
                  <th colSpan={5} scope="rowgroup">
                    {integer(done.length)} done
                  </th>
                </tr>
              )}
              {done.map((item) => (
                <Row key={item.id} item={item} program={program.slug} now={now} />
              ))}
            </tbody>
          )}
        </table>
      )}
    </Section>
  );
}

type RowProps = { item: RetirementItemView; program: string; now: string };

function Row({ item, program, now }: RowProps) {
  return (
    <tr id={item.id}>
      <td>
        <strong data-row tabIndex={-1}>
          {item.title}
        </strong>
        <span className="sub">{retirementWords[item.kind][0]}</span>
      </td>
      <td data-th="Context">{item.context?.name ?? <span className="faint">the whole program</span>}</td>
      <td className="shrink" data-th="Owner">
        {item.owner}
        {item.yours ? ' (you)' : ''}
      </td>
      <td className="shrink" data-th="Due">
        {item.state === 'done' ? (
          <span className="faint">
            <When at={item.dueAt} now={now} as="day" />
          </span>
        ) : (
          <Moment at={item.dueAt} now={now} as="dueIn" className={item.overdue ? 'bad' : ''} />
        )}
      </td>
      <td data-th="Done">
        {item.state === 'done' ? <Done item={item} now={now} /> : <DoneButton item={item} program={program} />}
      </td>
    </tr>
  );
}

/** By whom, when, and what shows it. */
function Done({ item, now }: Omit<RowProps, 'program'>) {
  return (
    <>
      <span className="verdict met">
        <Icon name="met" />
        <span>
          {item.doneBy ?? 'done'}
          {item.doneAt === null ? null : (
            <>
              , <Moment at={item.doneAt} now={now} as="sinceTime" />
            </>
          )}
        </span>
      </span>
      {item.evidence === null ? null : <span className="sub wrap-any">{item.evidence}</span>}
    </>
  );
}
