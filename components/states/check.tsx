import { checkWords } from '@/components/format/words';
import { Icon } from '@/components/icons/icon';
import type { IconName } from '@/components/icons/paths';
import type { CheckOutcome } from '@/lib/domain/words';

const looks: Record<CheckOutcome, { icon: IconName; tone: string }> = {
  match: { icon: 'met', tone: 'met' },
  // Not green: the sides differ, and somebody said that this much may be.
  match_within_tolerance: { icon: 'waived', tone: 'plain' },
  mismatch: { icon: 'not-met', tone: 'not-met' },
  errored: { icon: 'errored', tone: 'errored' },
  skipped: { icon: 'insufficient', tone: 'insufficient' },
  not_run: { icon: 'insufficient', tone: 'insufficient' },
  pending: { icon: 'stale', tone: 'insufficient' },
  inconclusive: { icon: 'insufficient', tone: 'insufficient' },
  ignored: { icon: 'waived', tone: 'plain' },
  unknown: { icon: 'insufficient', tone: 'insufficient' },
};

type Props = {
  outcome: CheckOutcome;
  /** False where only the tool itself forgave the difference: nobody here signed that, and no gate counts it. */
  signedOff?: boolean;
};

/** Lockgate's own outcome of a check or a run. */
export function CheckMark({ outcome, signedOff = true }: Props) {
  const unsigned = outcome === 'match_within_tolerance' && !signedOff;
  const look = looks[unsigned ? 'inconclusive' : outcome];
  return (
    <span className={`verdict ${look.tone}`}>
      <Icon name={look.icon} />
      {unsigned ? 'within the tool’s own tolerance, not signed off' : checkWords[outcome]}
    </span>
  );
}
