import { durationMs } from '@/lib/domain/kernel/duration';
import type { Side } from '@/lib/domain/words';
import type { TimestampRule } from './field-rules';
import { type Comparator, type ComparedOutcome, type Step, type StepName, step, unreadable } from './steps';
import {
  cutTo,
  instantText,
  type Reading,
  readingOf,
  readWall,
  roundTo,
  type WallReading,
  type Written,
} from './timestamp';

// Timestamps: each side read by its own clock and calendar, brought to instants, cut or rounded, then compared.

type Sides<T> = Record<Side, T>;

const both = <T extends string>(value: T | Sides<T> | undefined, unsaid: T): Sides<T> =>
  typeof value === 'object' ? value : { legacy: value ?? unsaid, target: value ?? unsaid };

const writtenOf = (rule: TimestampRule): Sides<Written> => {
  const leapSeconds = both(rule.leapSeconds, 'reject');
  const of = (side: Side): Written => ({
    calendar: rule.calendar?.[side],
    hour24: rule.hour24,
    leapSeconds: leapSeconds[side],
    skipped: rule.skipped,
  });
  return { legacy: of('legacy'), target: of('target') };
};

/** The instants that a reading may be, under the rule's word on repeated wall times. */
const instantsOf = (reading: Reading, rule: TimestampRule): bigint[] => {
  if (reading.kind === 'never') return [];
  if (reading.kind === 'once') return [reading.instant];
  if (rule.repeated === 'differ') return [];
  if (rule.repeated !== undefined) return [reading[rule.repeated]];
  return [reading.earlier, reading.later];
};

const instantsText = (instants: readonly bigint[]): string =>
  instants.length === 0 ? 'no such time' : instants.map(instantText).join(' or ');

const readSentence = (rule: TimestampRule): string => {
  const { calendar } = rule;
  const hybrid = (['legacy', 'target'] as const).filter((side) => calendar?.[side] === 'hybrid');
  const julian = hybrid.length === 0 ? '' : ` Before 15 October 1582, ${hybrid.join(' and ')} by the Julian calendar.`;
  return `Read in ${rule.legacyZone} on legacy and ${rule.targetZone} on target, where no offset was sent.${julian}`;
};

const precisionSentence = (rule: TimestampRule, how: Sides<'cut' | 'nearest'>): string => {
  const said = { cut: 'Cut', nearest: 'Rounded' };
  if (how.legacy === how.target) return `${said[how.legacy]} to the ${rule.precision}.`;
  const [legacy, target] = [said[how.legacy], said[how.target].toLowerCase()];
  return `${legacy} to the ${rule.precision} on legacy, ${target} on target.`;
};

const wallText = (wall: bigint): string => instantText(wall).slice(0, -1);
const dayText = (wall: bigint): string => wallText(wall).slice(0, 10);
const dayNs = 86_400_000_000_000n;
const wholeDay = (wall: bigint): bigint => wall - (((wall % dayNs) + dayNs) % dayNs);

/** A date beside a time, as the rule has it; null where both carry a time, or the rule says nothing of dates. */
const compareDates = (
  rule: TimestampRule,
  a: WallReading,
  b: WallReading,
  steps: Step[] | null,
): ComparedOutcome | null => {
  if (rule.dates === undefined || (!a.dateOnly && !b.dateOnly)) return null;
  const end = (name: StepName, texts: readonly [string, string], equal: boolean, sentence: string): ComparedOutcome => {
    steps?.push(step(name, ...texts, sentence));
    return equal ? 'match' : 'mismatch';
  };
  const days = [dayText(a.wall), dayText(b.wall)] as const;
  if (a.dateOnly !== b.dateOnly && rule.dates === 'differ') {
    return end('compare', [wallText(a.wall), wallText(b.wall)], false, 'A date is no time of that day; they differ.');
  }
  if (rule.dates === 'wall_midnight') {
    const [x, y] = [cutTo(a.wall, rule.precision), cutTo(b.wall, rule.precision)];
    steps?.push(step('dates', wallText(x), wallText(y), 'A date is midnight of that day on the other’s wall clock.'));
    return end('compare', [wallText(x), wallText(y)], x === y, x === y ? 'The same.' : 'They differ.');
  }
  steps?.push(step('dates', ...days, 'Only the days count, as each side’s wall clock has them.'));
  const same = wholeDay(a.wall) === wholeDay(b.wall);
  return end('compare', days, same, same ? 'The same day.' : 'Different days.');
};

/** How far apart the nearest two are; both lists have members. */
const nearest = (left: readonly bigint[], right: readonly bigint[]): bigint => {
  let least: bigint | null = null;
  for (const a of left) {
    for (const b of right) {
      const apart = a > b ? a - b : b - a;
      if (least === null || apart < least) least = apart;
    }
  }
  return least ?? 0n;
};

const apartText = (apart: bigint): string => {
  const seconds = (apart / 1_000_000_000n).toString();
  const rest = (apart % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  return rest === '' ? `${seconds} s` : `${seconds}.${rest} s`;
};

const judge = (
  left: readonly bigint[],
  right: readonly bigint[],
  within: bigint,
  ambiguous: boolean,
): { outcome: ComparedOutcome; sentence: string } => {
  if (left.length === 0 || right.length === 0) {
    const sentence = ambiguous
      ? 'A wall time that the clock repeated may be either of two instants; they differ.'
      : 'A wall time that the clock skipped names no instant; they differ.';
    return { outcome: 'mismatch', sentence };
  }
  const apart = nearest(left, right);
  if (apart !== 0n) {
    const limit =
      within === 0n ? '' : ` They are ${apartText(apart)} apart; at most ${apartText(within)} is tolerated.`;
    const outcome = apart <= within ? 'match_within_tolerance' : 'mismatch';
    return { outcome, sentence: `Different instants.${limit}` };
  }
  if (left.length === 1 && right.length === 1) return { outcome: 'match', sentence: 'The same instant.' };
  const sentence = 'A wall time that the clock repeated; one of its two instants agrees.';
  return { outcome: 'match_within_tolerance', sentence };
};

const leapSentence = 'With leap seconds as the rules count them.';

/** Compares timestamps. */
export const timestampsBy = (rule: TimestampRule): Comparator => {
  const written = writtenOf(rule);
  const how = both(rule.rounding, 'cut');
  const sentences = { read: readSentence(rule), precision: precisionSentence(rule, how) };
  const within = BigInt(durationMs(rule.within ?? 'PT0S') ?? 0) * 1_000_000n;
  const shorten = (instants: readonly bigint[], side: Side): bigint[] =>
    instants.map((instant) => (how[side] === 'cut' ? cutTo : roundTo)(instant, rule.precision));
  return (legacy, target, steps) => {
    const a = legacy === null ? null : readWall(legacy, written.legacy);
    const b = target === null ? null : readWall(target, written.target);
    if (a === null || b === null) {
      return unreadable(steps, { legacy: a, target: b }, 'a timestamp', legacy, target);
    }
    const ended = compareDates(rule, a, b, steps);
    if (ended !== null) return ended;
    const readings = {
      legacy: readingOf(a, rule.legacyZone, written.legacy),
      target: readingOf(b, rule.targetZone, written.target),
    };
    const named = { legacy: instantsOf(readings.legacy, rule), target: instantsOf(readings.target, rule) };
    if (steps !== null) {
      const plain = (read: WallReading, side: Side): string =>
        instantsText(
          instantsOf(readingOf(read, rule[`${side}Zone`], { ...written[side], leapSeconds: 'clamp' }), rule),
        );
      const texts = [instantsText(named.legacy), instantsText(named.target)] as const;
      const before = [plain(a, 'legacy'), plain(b, 'target')] as const;
      steps.push(step('read', ...before, sentences.read));
      if (texts[0] !== before[0] || texts[1] !== before[1] || a.inLeap || b.inLeap) {
        steps.push(step('leap_seconds', ...texts, leapSentence));
      }
    }
    const [left, right] = [shorten(named.legacy, 'legacy'), shorten(named.target, 'target')];
    const ambiguous = readings.legacy.kind !== 'never' && readings.target.kind !== 'never';
    const found = judge(left, right, within, ambiguous);
    if (steps !== null) {
      const texts = [left.map(instantText).join(' or '), right.map(instantText).join(' or ')] as const;
      steps.push(step('precision', ...texts, sentences.precision), step('compare', ...texts, found.sentence));
    }
    return found.outcome;
  };
};
