import type { IconName } from '@/components/icons/paths';
import { paths } from '@/lib/contract/paths';
import type { ShellView } from '@/lib/contract/views/shell';
import { programItems } from './nav-items';

export type PaletteEntry = { id: string; label: string; hint: string; icon: IconName; keys?: string } & (
  | { kind: 'go'; href: string }
  | { kind: 'do'; act: 'theme-light' | 'theme-dark' | 'theme-system' | 'sign-out' | 'print' | 'inbox-keys' }
);

const go = (label: string, hint: string, icon: IconName, href: string, keys?: string): PaletteEntry => ({
  kind: 'go',
  id: href,
  label,
  hint,
  icon,
  href,
  ...(keys === undefined ? {} : { keys }),
});

/** The keys of the inbox, where it is the page. */
export const inboxKeys: PaletteEntry = {
  kind: 'do',
  id: 'inbox-keys',
  act: 'inbox-keys',
  label: 'Keys of the inbox',
  hint: '?',
  icon: 'inbox',
};

/** What the inbox listens to, to show its keys. */
export const inboxKeysEvent = 'lockgate:inbox-keys';

/** Everything that can be gone to or done from here, the nearest first. */
export const paletteEntries = ({ program, programs, createProgram }: ShellView): PaletteEntry[] => [
  go('My work', 'Go to', 'work', paths.work()),
  ...(program === null
    ? []
    : [
        ...programItems(program).map((item) => go(item.label, program.name, item.icon, item.href)),
        go('Settings', program.name, 'settings', paths.settings(program.slug)),
        ...program.contexts.map((each) => go(each.name, 'Context', 'chev', paths.context(program.slug, each.slug))),
        ...program.contexts.map((each) =>
          go(`Propose a move of ${each.name}`, 'Decision', 'plus', paths.propose(program.slug, each.slug)),
        ),
      ]),
  ...programs
    .filter((each) => each.slug !== program?.slug)
    .map((each) => go(each.name, 'Program', 'board', paths.board(each.slug))),
  ...(createProgram.allowed ? [go('New program from a manifest', 'Program', 'plus', paths.newProgram())] : []),
  go('Your account', 'Go to', 'person', paths.account()),
  { kind: 'do', id: 'theme-light', act: 'theme-light', label: 'Light theme', hint: 'Theme', icon: 'theme' },
  { kind: 'do', id: 'theme-dark', act: 'theme-dark', label: 'Dark theme', hint: 'Theme', icon: 'theme' },
  { kind: 'do', id: 'theme-system', act: 'theme-system', label: 'Theme of the system', hint: 'Theme', icon: 'theme' },
  { kind: 'do', id: 'print', act: 'print', label: 'Print this page', hint: 'Page', icon: 'print' },
  { kind: 'do', id: 'sign-out', act: 'sign-out', label: 'Sign out', hint: 'Account', icon: 'out' },
];

const numbered = /^(d|p|r)[-\s]?(\d{1,7})$/i;

/** "d-31" goes to the decision, "p118" to the pattern, "r 41" to the run. */
export const numberedEntry = (query: string, program: ShellView['program']): PaletteEntry | null => {
  const match = numbered.exec(query.trim());
  if (match === null || program === null) return null;
  const [, letter = '', digits = ''] = match;
  const number = Number(digits);
  switch (letter.toLowerCase()) {
    case 'd':
      return go(`D-${number}`, 'Decision', 'decision', paths.decision(program.slug, number));
    case 'p':
      return go(`P-${number}`, 'Pattern', 'inbox', paths.pattern(program.slug, number));
    default:
      return go(`r-${number}`, 'Run', 'run', paths.run(program.slug, number));
  }
};

/** Every word typed must begin a word of the label or the hint; the label's own beginning ranks first. */
export const filterEntries = (entries: readonly PaletteEntry[], query: string): PaletteEntry[] => {
  const words = query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [...entries];
  const matches = entries.filter(({ label, hint }) => {
    const parts = `${label} ${hint}`.toLowerCase().split(/[\s-]+/);
    return words.every((word) => parts.some((part) => part.startsWith(word)));
  });
  const first = (entry: PaletteEntry) => (entry.label.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return matches.toSorted((a, b) => first(a) - first(b));
};
