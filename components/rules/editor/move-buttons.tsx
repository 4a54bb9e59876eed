import { Button } from '@/components/ui/button';

type Props = { what: string; index: number; of: number; onMove: (by: -1 | 1) => void };

/** The order of a list by keyboard and by touch alike. */
export function MoveButtons({ what, index, of, onMove }: Props) {
  return (
    <span className="moves">
      <Button small look="quietly" aria-label={`Move ${what} up`} disabled={index === 0} onClick={() => onMove(-1)}>
        ↑
      </Button>
      <Button
        small
        look="quietly"
        aria-label={`Move ${what} down`}
        disabled={index === of - 1}
        onClick={() => onMove(1)}
      >
        ↓
      </Button>
    </span>
  );
}
