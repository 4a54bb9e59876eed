import { Moment } from '@/components/format/moment';
import { counted } from '@/components/format/number';
import { Empty, Section } from '@/components/ui/section';
import type { DecommissionView } from '@/lib/contract/views/decommission';
import { listed } from '@/lib/domain/kernel/in-words';

/** Subscribers that legacy still serves, and when a router last counted one of them there. */
export function Readers({ readers, now }: Pick<DecommissionView, 'readers' | 'now'>) {
  return (
    <Section
      title="Who still reads from legacy"
      note={readers.length === 0 ? undefined : counted(readers.length, 'subscriber')}
    >
      {readers.length === 0 ? (
        <Empty>No declared subscriber is served by legacy.</Empty>
      ) : (
        <table className="stack dense">
          <thead>
            <tr>
              <th scope="col">Subscriber</th>
              <th scope="col">Workloads</th>
              <th scope="col">Last seen on legacy</th>
              <th scope="col">Owner</th>
            </tr>
          </thead>
          <tbody>
            {readers.map((reader) => (
              <tr key={`${reader.context.slug} ${reader.name}`}>
                <td>
                  <b>{reader.name}</b>
                  <span className="sub">{reader.context.name}</span>
                </td>
                <td data-th="Workloads" className="quiet">
                  {listed(reader.workloads)}
                </td>
                <td data-th="Last seen">
                  {reader.lastSeenAt === null ? (
                    <span className="faint">not observed</span>
                  ) : (
                    <Moment at={reader.lastSeenAt} now={now} />
                  )}
                </td>
                <td data-th="Owner" className="quiet">
                  {reader.owner ?? 'no owner named'}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  );
}
