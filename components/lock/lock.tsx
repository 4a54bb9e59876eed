import { percent } from '@/components/format/number';
import type { Level, LockView } from '@/lib/contract/views/parts';
import { lockShape } from './geometry';

const levelWords = ({ share }: Level): string => (share === null ? 'has no results' : `agrees ${percent(share)}`);

const gateWords: Record<LockView['gate'], string> = {
  open: 'the gate is open',
  closed: 'the gate is closed',
  blocked: 'the gate is blocked',
};

/** What a lock shows, in words. */
export const lockWords = (name: string, lock: LockView): string =>
  `${name}: ${lock.stage}, ${gateWords[lock.gate]}. Legacy ${levelWords(lock.legacy)}, target ${levelWords(lock.target)}.`;

type Props = { lock: LockView; size: 16 | 24 | 32 | 40 | 64 | 132; name: string; decorative?: boolean };

/** Two water levels and a gate: how far the sides agree, who holds authority, and whether the next gate can open. */
export function Lock({ lock, size, name, decorative = false }: Props) {
  const { chambers, ticks, need, basin, gate, bar } = lockShape(lock, size);
  return (
    <svg
      className="lock"
      width={size}
      height={size}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={lockWords(name, lock)}
      aria-hidden={decorative || undefined}
    >
      {chambers.map(({ side, water, body, surface, hatched }) => (
        <g key={side}>
          <rect className={`water ${side} ${water}`} {...body} />
          {hatched ? <rect fill="url(#hatch)" {...body} /> : null}
          <rect className={`surface ${side}`} {...surface} />
        </g>
      ))}
      {ticks.map((d) => (
        <path key={d} className="tick" d={d} />
      ))}
      {need === null ? null : <path className="need" d={need} />}
      <path className="basin" strokeWidth={basin.width} d={basin.d} />
      <rect className={`gate ${lock.gate}`} {...gate} />
      {bar === null ? null : <rect className="gate blocked" {...bar} />}
    </svg>
  );
}

/** The product's mark: a lock at three and a half nines with its gate open. */
export function Mark({ size = 24 }: { size?: 24 | 32 }) {
  const level: Level = { share: null, sampleSize: 0, nines: 3.1 };
  return (
    <Lock
      size={size}
      name="Lockgate"
      decorative
      lock={{ stage: 'selective', legacy: level, target: level, gate: 'open', needed: null }}
    />
  );
}
