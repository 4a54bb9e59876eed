import { When } from '@/components/format/moment';
import { counted, typeset } from '@/components/format/number';
import { layerWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import { Link } from '@/components/ui/link';
import { Empty, Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { ContextView, ExpectedCheckView } from '@/lib/contract/views/context';

const looks: Record<ExpectedCheckView['standing'], { word: string; icon: IconName; tone: string }> = {
  in_time: { word: 'in time', icon: 'met', tone: 'met' },
  late: { word: 'late', icon: 'stale', tone: 'stale' },
  not_run: { word: 'not run', icon: 'insufficient', tone: 'insufficient' },
  short: { word: 'too little compared', icon: 'insufficient', tone: 'insufficient' },
};

/** What the runs must cover. What is expected and absent is "not run", never a pass. */
export function ExpectedChecks({
  checks,
  program,
  now,
}: {
  checks: ContextView['expectedChecks'];
  program: string;
  now: string;
}) {
  return (
    <Section title="Expected checks" note={checks.length || undefined}>
      {checks.length === 0 ? (
        <Empty>
          No check is expected here, so no gate opens. The manifest names what must be compared, and how often.
        </Empty>
      ) : (
        <table className="stack dense">
          <thead>
            <tr>
              <th scope="col">Standing</th>
              <th scope="col">Source</th>
              <th scope="col">What is expected</th>
              <th scope="col">Last run</th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => (
              <tr key={`${check.source} ${check.layer} ${check.workload ?? ''}`}>
                <td className="shrink">
                  <span className={`verdict ${looks[check.standing].tone}`}>
                    <Icon name={looks[check.standing].icon} />
                    {looks[check.standing].word}
                  </span>
                </td>
                <td data-th="Source">
                  <span className="mono">{check.source}</span>
                  <span className="sub">
                    {layerWords[check.layer]}
                    {check.workload === null ? '' : `, ${check.workload}`}
                  </span>
                </td>
                <td data-th="Expected" className="pretty">
                  {typeset(check.sentence)}
                </td>
                <td data-th="Last run">
                  {check.last === null ? (
                    <span className="faint">none yet</span>
                  ) : (
                    <>
                      <Link href={paths.run(program, check.last.run)} className="mono id">
                        r-{check.last.run}
                      </Link>
                      <span className="sub">
                        up to <When at={check.last.windowTo} now={now} />
                        {check.last.compared === null
                          ? ''
                          : `, ${counted(check.last.compared, 'compared', 'compared')}`}
                      </span>
                    </>
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
