// What sentences are made of wherever one is written: in evaluations, on the record, on screen.

export const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;

export const longMonths = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

const two = (value: number): string => value.toString().padStart(2, '0');

/** "31 October 2026 at 23:59 UTC", with seconds and milliseconds only where they are not zero. */
export const instantText = (at: Date): string => {
  const milliseconds = at.getUTCMilliseconds() === 0 ? '' : `.${at.getUTCMilliseconds().toString().padStart(3, '0')}`;
  const seconds = at.getUTCSeconds() === 0 && milliseconds === '' ? '' : `:${two(at.getUTCSeconds())}${milliseconds}`;
  const day = `${at.getUTCDate()} ${longMonths[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  return `${day} at ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}${seconds} UTC`;
};

/** "legacy, target and risk" */
export const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** The words with a capital at their beginning. */
export const capitalised = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
