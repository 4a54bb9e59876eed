import { BurnDown } from '@/components/charts/burn-down';
import { Squares } from '@/components/charts/small';
import { integer, typeset } from '@/components/format/number';
import { dayAndClock } from '@/components/format/time';
import { retirementWords } from '@/components/format/words';
import { ProposeKind } from '@/components/propose/kind-dialog';
import { AsTable } from '@/components/ui/as-table';
import { DueList } from '@/components/ui/feed';
import { Scroll } from '@/components/ui/scroll';
import { Empty, Head, Section } from '@/components/ui/section';
import type { DecommissionView } from '@/lib/contract/views/decommission';
import { listed } from '@/lib/domain/kernel/in-words';
import { Items } from './items';
import { Readers } from './readers';

function Method({ pace }: Pick<DecommissionView, 'pace'>) {
  if (pace === null)
    return <p className="why">Nothing has gone in the last weeks, so there is no pace to project with.</p>;
  return (
    <p className="why">
      {typeset(`The dashed line goes on at ${pace.perWeek} a week, the pace of the last ${pace.weeks} weeks.`)}
      {pace.neededPerWeek === null
        ? ''
        : typeset(` The thin one is the pace that would meet the hard date: ${pace.neededPerWeek} a week.`)}
    </p>
  );
}

/** When it ends, at today's pace; what remains by kind, what is due, and who still reads from legacy. */
export function DecommissionPage({ view }: { view: DecommissionView }) {
  const { program, now, kinds, readers } = view;
  return (
    <>
      <Head
        title={view.title}
        lede={typeset(view.lede)}
        acts={
          view.hardDate === null ? undefined : (
            <ProposeKind
              act={view.extend}
              program={program.slug}
              now={now}
              kind="extend_deadline"
              fixed={{}}
              heading="Move the hard date"
              lead="A later day needs more than a reason: it is a decision of its own, and counted. An earlier one is possible too."
              title="Move the hard date"
              fields={[
                {
                  as: 'day',
                  name: 'to',
                  label: 'The new day',
                  hint: `By its end, in ${program.zone}, legacy is gone.`,
                  min: now.slice(0, 10),
                },
              ]}
            >
              Move the hard date…
            </ProposeKind>
          )
        }
      />
      {view.total === 0 ? (
        <Empty>
          Nothing is named that must go. Reports, runbooks, jobs, archives and accesses come with the manifest, each
          with an owner and a day.
        </Empty>
      ) : (
        <>
          <Scroll label="What remains over time" className="plot wide-plot" at={0.7}>
            <BurnDown {...view} />
          </Scroll>
          <Method pace={view.pace} />
          <AsTable
            heads={['When', 'Remaining']}
            rows={view.burn.map((step) => [dayAndClock(step.at), step.remaining])}
          />
        </>
      )}
      <div className="half">
        <Section
          title="What remains, by kind"
          note={
            <span className="sqkey">
              <span>
                <span className="sq">
                  <i className="d" />
                </span>
                done
              </span>
              <span>
                <span className="sq">
                  <i className="b" />
                </span>
                overdue
              </span>
              <span>
                <span className="sq">
                  <i />
                </span>
                open
              </span>
            </span>
          }
        >
          <table className="dense kinds">
            <tbody>
              {kinds.map((each) => (
                <tr key={each.kind}>
                  <td>{retirementWords[each.kind][1]}</td>
                  <td>
                    <Squares done={each.done} overdue={each.overdue} open={each.open} />
                  </td>
                  <td className="num">
                    <b>{integer(each.overdue + each.open)}</b>{' '}
                    <span className="faint">of {integer(each.done + each.overdue + each.open)}</span>
                  </td>
                  <td className="quiet">{listed(each.owners)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
        <div>
          <Section title="Due" note="items, ways back, reviews and the hard date">
            {view.due.length === 0 ? (
              <Empty>Nothing is due.</Empty>
            ) : (
              <DueList items={view.due} program={program.slug} now={now} />
            )}
          </Section>
          <Readers readers={readers} now={now} />
        </div>
      </div>
      <Items view={view} />
    </>
  );
}
