import { integer } from '@/components/format/number';
import type { TrackStage } from '@/lib/contract/views/parts';

const classes: Record<TrackStage['standing'], string> = { past: 'past', current: 'now', next: 'next', ahead: 'ahead' };

/** Each stage coloured by who held authority in it, with its days; the next one is dashed. */
export function StageTrack({ stages, named = false }: { stages: TrackStage[]; named?: boolean }) {
  return (
    <ol className={named ? 'track all' : 'track'}>
      {stages.map(({ stage, standing, days, share, note }) => (
        <li
          key={stage}
          className={`stage-${stage} ${classes[standing]}`}
          aria-current={standing === 'current' ? 'step' : undefined}
          style={share === null ? undefined : ({ '--share': `${Math.round(share * 100)}%` } as React.CSSProperties)}
        >
          <span>{days === null ? (note ?? '') : `${integer(days)}\u202fd`}</span>
          {standing === 'current' || named ? <b>{stage}</b> : <span className="sr">{stage}</span>}
        </li>
      ))}
    </ol>
  );
}
