import { pick, type Search } from '@/app/search';
import type { PatternsFilter } from '@/lib/contract/views/reconciliation';

/** What the inbox is narrowed to: the state of the screen is its address. */
export const filterOf = (search: Search): Promise<PatternsFilter> =>
  pick(
    search,
    'state',
    'context',
    'category',
    'severity',
    'owner',
    'layer',
    'resolution',
    'baseline',
    'reopened',
    'q',
    'sort',
    'cursor',
  );
