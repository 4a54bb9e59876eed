import type { FieldRule } from '@/lib/domain/comparison/rule-set';
import { precisions } from '@/lib/domain/comparison/timestamp';
import { durationMs } from '@/lib/domain/kernel/duration';
import { asList, byAmount, byPermissions, byPresence, type Direction } from './direction';

// What a change of one field's rule does. What cannot be shown to be stricter counts as looser, whatever it is called.

/** One member that changed: `within` are the names below it, for those that have an inside. */
type ReadMember = (before: unknown, after: unknown, within: readonly string[]) => Direction | null;

/** Nothing that is not there forgives anything: what comes is looser, what goes stricter. */
export const byForgiveness = (before: unknown, after: unknown): Direction | null => {
  if (before === undefined) return 'looser';
  return after === undefined ? 'stricter' : null;
};

const isTree = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);

const forgives: ReadMember = (before, after) => byForgiveness(before, after) ?? 'looser';
const demands: ReadMember = (before, after) => byPresence(before, after) ?? 'looser';
const looser: ReadMember = (before, after) => (isTree(before) && isTree(after) ? null : 'looser');

/** Words from the strictest to the most forgiving; `unsaid` is what none means. */
const ranked =
  (order: readonly string[], unsaid: string): ReadMember =>
  (before, after) => {
    const [was, is] = [before, after].map((word) => order.indexOf(String(word ?? unsaid)));
    if (was === undefined || is === undefined || was < 0 || is < 0) return 'looser';
    return byAmount(was, is, 'looser');
  };

/** More digits forgive less. */
const digits: ReadMember = (before, after) =>
  before === undefined || after === undefined ? 'looser' : byAmount(Number(before), Number(after), 'stricter');

const rank = (word: unknown): number => precisions.map(String).indexOf(String(word));

const base: ReadMember = (before = 'legacy', after = 'legacy') => {
  if (before === after) return 'other';
  return before === 'larger' ? 'stricter' : 'looser';
};

const measure: ReadMember = (before = 'rounded', after = 'rounded') => (before === after ? 'other' : 'looser');

const toleranceMembers: Readonly<Record<string, ReadMember>> = {
  absolute: (before, after) => byForgiveness(before, after) ?? byAmount(Number(before), Number(after), 'looser'),
  relative: (before, after) => byForgiveness(before, after) ?? byAmount(Number(before), Number(after), 'looser'),
  floor: (before, after) => byForgiveness(before, after) ?? byAmount(Number(before), Number(after), 'looser'),
  base,
  boundary: ranked(['exclusive', 'inclusive'], 'inclusive'),
  of: measure,
};

const tolerance: ReadMember = (before, after, [name]) => {
  if (name !== undefined) return (toleranceMembers[name] ?? looser)(before, after, []);
  return byForgiveness(before, after);
};

/** A date agrees with ever less from the last to the first; unsaid goes by zones and is none of them. */
const dates: ReadMember = (before, after) => {
  if (before === undefined || after === undefined) return 'looser';
  return byAmount(...places(['differ', 'wall_midnight', 'whole_day'], before, after), 'looser');
};

const places = (order: readonly string[], before: unknown, after: unknown): [number, number] => [
  order.indexOf(String(before)),
  order.indexOf(String(after)),
];

/** Either instant of a repeated wall time, unless said; one of them; none. */
const repeated: ReadMember = (before, after) =>
  before === undefined || (after === 'differ' && before !== undefined) ? 'stricter' : 'looser';

const leapSeconds: ReadMember = (before, after) =>
  (before === 'clamp' || before === undefined) && (after === undefined || after === 'reject') ? 'stricter' : 'looser';

const within: ReadMember = (before, after) =>
  byForgiveness(before, after) ??
  byAmount(durationMs(String(before)) ?? Number.NaN, durationMs(String(after)) ?? Number.NaN, 'looser');

const switched: ReadMember = (_, after) => (after === true ? 'looser' : 'stricter');

const members: Readonly<Record<string, ReadMember>> = {
  scale: digits,
  significant: digits,
  precision: (before, after) => byAmount(rank(before), rank(after), 'stricter'),
  tolerance,
  nan: forgives,
  infinity: forgives,
  negativeZero: demands,
  truncateTo: forgives,
  nullEqualsEmpty: switched,
  trim: switched,
  trimEnd: switched,
  collapseBlanks: switched,
  dropInvisible: switched,
  lineEndings: switched,
  missingEqualsNull: switched,
  hour24: switched,
  nullEqualsNull: demands,
  nullForEmpty: forgives,
  nullTexts: (before, after) => byForgiveness(before, after) ?? byPermissions(asList(before), asList(after)),
  unicode: ranked(['none', 'NFC', 'NFKC'], 'none'),
  foldCase: ranked(['none', 'ascii', 'unicode'], 'none'),
  skipped: forgives,
  repeated,
  dates,
  leapSeconds,
  within,
  order: ranked(['ordered', 'multiset', 'set'], ''),
  lists: ranked(['ordered', 'multiset'], 'ordered'),
};

/** What a text is made comparable by: it never keeps two equal texts apart, but may keep them from being read. */
const cleaning = ['trim', 'trimEnd', 'collapseBlanks', 'dropInvisible', 'lineEndings', 'unicode', 'foldCase'];
const emptiness = ['nullEqualsEmpty', 'nullForEmpty', 'nullTexts'];

/** Whether a member that forgives less lets nothing new through in this rule: nothing is read from what it changed. */
const isShown = (name: string, rule: FieldRule | undefined): boolean => {
  if (cleaning.includes(name)) {
    return rule?.type === 'text' && rule.truncateTo === undefined && rule.codes === undefined;
  }
  // Where null does not equal null, what no longer counts as nothing may be equal from now on.
  return !emptiness.includes(name) || (rule?.codes === undefined && rule?.nullEqualsNull !== false);
};

/**
 * Which way a member of a field's rule went, `rule` being what it became; null to look into it. What is not known here is
 * looser.
 */
export const fieldMember = (
  path: readonly string[],
  before: unknown,
  after: unknown,
  rule: FieldRule | undefined,
): Direction | null => {
  const [name = '', ...inside] = path;
  const found = (Object.hasOwn(members, name) ? (members[name] ?? looser) : looser)(before, after, inside);
  return found === 'stricter' && !isShown(name, rule) ? 'looser' : found;
};
