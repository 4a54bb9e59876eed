import { checkWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import type { CheckOutcome } from '@/lib/domain/words';

const looks: Record<CheckOutcome, { icon: IconName; tone: string }> = {
  match: { icon: 'met', tone: 'met' },
  match_within_tolerance: { icon: 'met', tone: 'met' },
  mismatch: { icon: 'not-met', tone: 'not-met' },
  errored: { icon: 'errored', tone: 'errored' },
  skipped: { icon: 'insufficient', tone: 'insufficient' },
  not_run: { icon: 'insufficient', tone: 'insufficient' },
  pending: { icon: 'stale', tone: 'insufficient' },
  inconclusive: { icon: 'insufficient', tone: 'insufficient' },
  ignored: { icon: 'waived', tone: 'plain' },
  unknown: { icon: 'insufficient', tone: 'insufficient' },
};

/** Lockgate's own outcome of a check or a run. */
export function CheckMark({ outcome }: { outcome: CheckOutcome }) {
  const look = looks[outcome];
  return (
    <span className={`verdict ${look.tone}`}>
      <Icon name={look.icon} />
      {checkWords[outcome]}
    </span>
  );
}
