import { Moment, When } from '@/components/format/moment';
import { counted, integer, typeset } from '@/components/format/number';
import { longDay } from '@/components/format/time';
import { retirementWords } from '@/components/format/words';
import { Lock } from '@/components/lock/lock';
import { PatternLines } from '@/components/reconciliation/pattern-lines';
import { ButtonLink } from '@/components/ui/button';
import { Link } from '@/components/ui/link';
import { Empty, Head, Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { MyWorkView } from '@/lib/contract/views/my-work';
import { Standing } from './standing';
import { Waiting } from './waiting';
import { Windows } from './windows';

/** What one must do today, then what is open, then what is one's own, then the programs. */
export function MyWork({ view }: { view: MyWorkView }) {
  return (
    <>
      <Head title={longDay(view.now)} lede={typeset(view.lede)} />
      <Section
        title="Waiting for your sign-off"
        note={view.waiting.length || undefined}
        end={view.waiting.length > 1 ? 'most urgent first' : undefined}
      >
        {view.waiting.length === 0 ? (
          <Empty>No decision waits for you. One appears here when it needs a role that you hold.</Empty>
        ) : (
          <Waiting decisions={view.waiting} now={view.now} />
        )}
      </Section>
      {view.yours.length === 0 ? null : (
        <Section title="Yours to carry on" note={view.yours.length}>
          <ul className="rows">
            {view.yours.map((each) => (
              <li key={`${each.program.slug} ${each.number}`}>
                <span className="grow">
                  <Link className="strong" href={paths.decision(each.program.slug, each.number)}>
                    {each.title}
                  </Link>
                  <span className="sub">
                    <span className="id">D-{each.number}</span>, {each.context?.name ?? 'the whole program'}
                  </span>
                </span>
                <span className="end">{each.standing}</span>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section title="Ways back open now" note={view.windows.length || undefined}>
        {view.windows.length === 0 ? (
          <Empty>
            No way back is open. One opens when authority moves to target, and closes on a date that is set beforehand.
          </Empty>
        ) : (
          <Windows windows={view.windows} now={view.now} />
        )}
      </Section>
      <Standing view={view} />
      <div className="half">
        <Section title="Patterns that are yours" note={view.patterns.length || undefined}>
          {view.patterns.length === 0 ? (
            <Empty>No pattern has your name on it. Someone gives you one in the reconciliation inbox.</Empty>
          ) : (
            <PatternLines patterns={view.patterns.map((each) => ({ ...each, slug: each.program.slug }))} />
          )}
        </Section>
        <Section title="To retire, with your name on it" note={view.items.length || undefined}>
          {view.items.length === 0 ? (
            <Empty>Nothing is yours to retire.</Empty>
          ) : (
            <Items items={view.items} now={view.now} />
          )}
        </Section>
      </div>
      <Section title="Programs" note={view.programs.length || undefined}>
        <Programs view={view} />
      </Section>
    </>
  );
}

function Programs({ view }: { view: MyWorkView }) {
  if (view.programs.length === 0) {
    return (
      <Empty
        action={
          <ButtonLink href={paths.newProgram()} look="primary">
            New program from a manifest
          </ButtonLink>
        }
      >
        No program is here yet. A manifest, one YAML document, makes one: its systems, contexts, people and dates.
      </Empty>
    );
  }
  return (
    <table className="stack">
      <thead>
        <tr>
          <th scope="col">Program</th>
          <th scope="col">Contexts</th>
          <th scope="col">Blocks</th>
          <th scope="col">Hard date</th>
          <th scope="col">Left to retire</th>
        </tr>
      </thead>
      <tbody>
        {view.programs.map((program) => (
          <tr key={program.slug}>
            <td>
              <Link className="strong" href={paths.board(program.slug)}>
                {program.name}
              </Link>
              <span className="sub">
                {program.lanes.total === 0
                  ? 'no lane yet'
                  : `${integer(program.lanes.target)} of ${counted(program.lanes.total, 'lane')} on target`}
              </span>
            </td>
            <td>
              <span className="locks">
                {program.contexts.map((context) => (
                  <Link key={context.slug} href={paths.context(program.slug, context.slug)}>
                    <Lock lock={context.lock} size={24} name={context.name} />
                  </Link>
                ))}
              </span>
              <span className="sub">{program.stages}</span>
            </td>
            <td data-th="Blocks">{program.blocks ?? <span className="faint">nothing</span>}</td>
            <td data-th="Hard date">
              {program.hardDate === null ? (
                <span className="faint">none set</span>
              ) : (
                <>
                  <When at={program.hardDate} as="day" />
                  <span className="sub">
                    <Moment
                      at={program.hardDate}
                      now={view.now}
                      as="dueIn"
                      className={program.hardDate < view.now ? 'bad' : ''}
                    />
                  </span>
                </>
              )}
            </td>
            <td data-th="Left to retire">
              {program.totalItems === 0 ? (
                <span className="faint">no item is named</span>
              ) : (
                <>
                  {integer(program.remainingItems)} of {counted(program.totalItems, 'item')}
                  {program.overdueItems === 0 ? null : (
                    <span className="sub bad">{integer(program.overdueItems)} overdue</span>
                  )}
                </>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const shown = 6;

/** The nearest few; the rest folds open. */
function Items({ items, now }: { items: MyWorkView['items']; now: string }) {
  const rest = items.slice(shown);
  return (
    <>
      <ItemRows items={items.slice(0, shown)} now={now} />
      {rest.length === 0 ? null : (
        <details className="data">
          <summary>{counted(rest.length, 'more later', 'more later')}</summary>
          <ItemRows items={rest} now={now} />
        </details>
      )}
    </>
  );
}

function ItemRows({ items, now }: { items: MyWorkView['items']; now: string }) {
  return (
    <ul className="rows">
      {items.map((item) => (
        <li key={item.id}>
          <span className="grow">
            <Link className="strong" href={`${paths.decommission(item.program.slug)}#${item.id}`}>
              {item.title}
            </Link>
            <span className="sub">
              {retirementWords[item.kind][0]}
              {item.context === null ? '' : `, ${item.context.name}`}
            </span>
          </span>
          <span className="end">
            <Moment at={item.dueAt} now={now} as="dueIn" className={item.overdue ? 'bad' : ''} />
          </span>
        </li>
      ))}
    </ul>
  );
}
