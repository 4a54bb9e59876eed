import { Moment } from '@/components/format/moment';
import { retirementWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import { Filters } from '@/components/ui/filters';
import { ListKeys } from '@/components/ui/list-keys';
import { Empty, Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { DecommissionView } from '@/lib/contract/views/decommission';
import { DoneButton } from './done-button';

/** Every item that must go, with its owner, its day, and the evidence that it is gone. */
export function Items({ view }: { view: DecommissionView }) {
  const { program, now, items } = view;
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
            {items.map((item) => (
              <tr key={item.id} id={item.id}>
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
                    <span className="faint">gone</span>
                  ) : (
                    <Moment at={item.dueAt} now={now} as="dueIn" className={item.overdue ? 'bad' : ''} />
                  )}
                </td>
                <td data-th="Done">
                  {item.state === 'done' ? (
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
                  ) : (
                    <DoneButton item={item} program={program.slug} />
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
