import { When } from '@/components/format/moment';
import { typeset } from '@/components/format/number';
import { Prose } from '@/components/format/prose';
import { dayOf } from '@/components/format/time';
import { Icon } from '@/components/icons/icon';
import { Lock } from '@/components/lock/lock';
import { StageTrack } from '@/components/states/stage-track';
import { ButtonLink } from '@/components/ui/button';
import { GateSummary } from '@/components/ui/gate-summary';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { BoardRow } from '@/lib/contract/views/board';
import { listed } from '@/lib/domain/kernel/in-words';

/** "now", a day, or "no date", and after what. */
export function CanOpen({ canOpen, now }: { canOpen: BoardRow['canOpen']; now: string }) {
  return (
    <>
      <b>
        {canOpen.kind === 'now' ? 'now' : canOpen.at === null ? 'no date' : <When at={canOpen.at} now={now} as="day" />}
      </b>
      <br />
      {typeset(canOpen.note)}
    </>
  );
}

/** One context of the board: lock, owner, stages, gate, and when it can open. */
export function Row({ row, program, now }: { row: BoardRow; program: string; now: string }) {
  const { decision, hold } = row;
  return (
    <li>
      <div className="who">
        <Lock lock={row.lock} size={40} name={row.name} />
        <p>
          <Link href={paths.context(program, row.slug)}>
            <strong>{row.name}</strong>
          </Link>
          <br />
          {listed(row.owners)}
        </p>
      </div>
      <StageTrack stages={row.track} />
      <div>
        {row.gate === null ? (
          <p className="quiet">Legacy is off. Nothing is left to move.</p>
        ) : (
          <GateSummary gate={row.gate} program={program} />
        )}
        {decision === null ? null : (
          <p className="quiet">
            <Prose text={`D-${decision.number}, ${decision.title}: ${decision.standing}`} program={program} />
          </p>
        )}
        {hold === null || row.gate?.sentence.includes(hold.reason) ? null : (
          <p className="held quiet">
            <Icon name="hold" className="small" />
            <span>
              Held by {hold.placedBy} since {dayOf(hold.placedAt, now)}: “{hold.reason}”
            </span>
          </p>
        )}
      </div>
      <div className="when">
        <p>
          <CanOpen canOpen={row.canOpen} now={now} />
        </p>
        {row.canOpen.kind === 'now' && row.propose.allowed && decision === null ? (
          <ButtonLink href={paths.propose(program, row.slug)} small>
            Propose…
          </ButtonLink>
        ) : null}
      </div>
    </li>
  );
}
