import type { IconName } from '@/components/icons/paths';
import { paths } from '@/lib/contract/paths';
import type { ShellView } from '@/lib/contract/views/shell';

export type NavItem = { label: string; href: string; icon: IconName; count: number | null };

type Program = NonNullable<ShellView['program']>;

/** The places of one program, in the order of the navigation. */
export const programItems = ({ slug, openDecisions, openPatterns }: Program): NavItem[] => [
  { label: 'Board', href: paths.board(slug), icon: 'board', count: null },
  { label: 'Decisions', href: paths.decisions(slug), icon: 'decision', count: openDecisions },
  { label: 'Reconciliation', href: paths.patterns(slug), icon: 'inbox', count: openPatterns },
  { label: 'Runs', href: paths.runs(slug), icon: 'run', count: null },
  { label: 'What arrives', href: paths.sources(slug), icon: 'download', count: null },
  { label: 'Rules', href: paths.rules(slug), icon: 'rules', count: null },
  { label: 'Timeline', href: paths.timeline(slug), icon: 'timeline', count: null },
  { label: 'Decommission', href: paths.decommission(slug), icon: 'decommission', count: null },
  { label: 'Ledger', href: paths.ledger(slug), icon: 'ledger', count: null },
];

/** Whether a page belongs to a place: the place itself or below it; the board only itself. */
export const isCurrent = (item: string, path: string, board: string | null): boolean =>
  item === path || (item !== '/' && item !== board && path.startsWith(`${item}/`));

/** "AO" */
export const initials = (name: string): string =>
  name
    .split(/[\s-]+/)
    .map((part) => part.charAt(0))
    .filter((letter) => letter !== '')
    .filter((_, index, letters) => index === 0 || index === letters.length - 1)
    .join('')
    .toUpperCase();
