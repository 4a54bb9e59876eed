import { Moment, When } from '@/components/format/moment';
import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import { CheckMark } from '@/components/states/check';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { SourceRow, SourceStanding } from '@/lib/contract/views/sources';

const looks: Record<SourceStanding, { word: string; icon: IconName; tone: string }> = {
  missing: { word: 'missing', icon: 'insufficient', tone: 'insufficient' },
  late: { word: 'late', icon: 'stale', tone: 'stale' },
  silent: { word: 'silent', icon: 'insufficient', tone: 'insufficient' },
  unasked: { word: 'not expected', icon: 'f-draft', tone: 'plain' },
  in_time: { word: 'in time', icon: 'met', tone: 'met' },
};

/** Whether what is expected of a source came. */
export function StandingMark({ standing }: { standing: SourceStanding }) {
  const look = looks[standing];
  return (
    <span className={`verdict ${look.tone}`}>
      <Icon name={look.icon} />
      {look.word}
    </span>
  );
}

type Last = Pick<NonNullable<SourceRow['last']>, 'run' | 'outcome'>;

/** The run that came last, with how it ended. */
export function LastRun({ last, program }: { last: Last; program: string }) {
  return (
    <span className="run-last">
      <Link href={paths.run(program, last.run)} className="mono id">
        r-{last.run}
      </Link>
      <CheckMark outcome={last.outcome} />
    </span>
  );
}

type NextProps = { next: NonNullable<SourceRow['next']>; standing: SourceStanding; now: string };

/** Until when the window of the next run lasts, and when it is missing. */
export function NextWindow({ next, standing, now }: NextProps) {
  return (
    <>
      until <When at={next.at} now={now} />
      <span className="sub">
        {standing === 'missing' ? 'was due ' : 'due '}
        <Moment at={next.due} now={now} />
      </span>
    </>
  );
}
