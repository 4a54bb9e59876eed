import { Moment } from '@/components/format/moment';
import { typeset } from '@/components/format/number';
import { Fate } from '@/components/states/decision';
import { ActLink } from '@/components/ui/act-link';
import { Filters } from '@/components/ui/filters';
import { Link } from '@/components/ui/link';
import { ListKeys } from '@/components/ui/list-keys';
import { Pages } from '@/components/ui/pages';
import { Empty, Head } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { DecisionsView } from '@/lib/contract/views/decision';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { kindWords } from '@/lib/domain/decision/kind-words';

/** Every decision of the program, those that wait first. */
export function DecisionList({ view }: { view: DecisionsView }) {
  const { program, now, rows, filter } = view;
  const path = paths.decisions(program.slug);
  return (
    <>
      <Head
        title="Decisions"
        lede={typeset(view.lede)}
        acts={
          <ActLink act={view.propose} href={`${path}/new`} id="why-propose" look="primary" end>
            Propose…
          </ActLink>
        }
      />
      <Filters
        path={path}
        filter={filter}
        choices={[
          { name: 'state', label: 'State', options: view.states, any: 'Any state' },
          { name: 'context', label: 'Context', options: view.contexts, any: 'Any context' },
          { name: 'kind', label: 'Kind', options: view.kinds, any: 'Any kind' },
        ]}
      >
        <ListKeys />
      </Filters>
      {rows.length === 0 ? (
        <Empty>No decision is here. Moving authority begins with one: propose it, and it says what it waits for.</Empty>
      ) : (
        <table className="stack hover data">
          <thead>
            <tr>
              <th scope="col">Decision</th>
              <th scope="col">Context</th>
              <th scope="col">State</th>
              <th scope="col">What it waits for, or how it ended</th>
              <th scope="col">Proposed</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.number}>
                <td className="pretty">
                  <Link href={paths.decision(program.slug, row.number)} data-row>
                    {row.title}
                  </Link>
                  <span className="sub">
                    <span className="id">D-{row.number}</span>, {kindWords[row.kind]}
                    {row.from === null || row.to === null ? '' : `, ${row.from} → ${row.to}`}
                  </span>
                </td>
                <td data-th="Context" className="nowrap">
                  {row.context?.name ?? 'The whole program'}
                </td>
                <td data-th="State">
                  <Fate state={row.state} {...(row.revision > 1 ? { detail: `revision ${row.revision}` } : {})} />
                </td>
                <td data-th="Standing" className="pretty">
                  {typeset(row.standing)}
                  {row.waitsForYou ? <b> It waits for you.</b> : null}
                  {row.slots.length === 0 ? null : (
                    <span className="sub">
                      {row.slots
                        .map(({ role, filled }) => `${roleTitles[role]}${filled === null ? '' : ` ${filled}`}`)
                        .join(', ')}
                    </span>
                  )}
                </td>
                <td data-th="Proposed" className="nowrap">
                  {row.state === 'draft' ? 'drafted ' : null}
                  <Moment at={row.proposedAt} now={now} />
                  <span className="sub">{row.proposedBy.name}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Pages path={path} filter={filter} page={view.page} noun="decision" />
    </>
  );
}
