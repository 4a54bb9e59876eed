import type { CheckOutcome } from '@/lib/domain/words';

// What the states of a table under validation by AWS DMS mean. The state is a word of the moment: counts beside it that
// speak against it win, so that no `Validated` hides rows that were counted as different.

const states: Record<string, CheckOutcome> = {
  validated: 'match',
  'mismatched records': 'mismatch',
  'suspended records': 'inconclusive',
  'pending records': 'pending',
  'pending validation': 'pending',
  'pending revalidation': 'pending',
  'preparing table': 'pending',
  'not enabled': 'skipped',
  'no primary key': 'skipped',
  'table error': 'errored',
  error: 'errored',
};

const beingLoaded = ['before load', 'full load', 'table is being reloaded'];

/** What DMS says of one table; null where it says no count, NaN where what it says is none. */
export type TableWords = {
  validationState: string;
  /** Null where the answer leaves it out. */
  tableState: string | null;
  failed: number | null;
  pending: number | null;
  suspended: number | null;
  /** Rows that could not be loaded at all. */
  notLoaded: number | null;
  /** Rows that differed and could not be repaired. */
  notRepaired: number | null;
};

const word = (text: string): string => text.trim().toLowerCase().replaceAll(/\s+/g, ' ');
const some = (count: number | null): boolean => count !== null && count > 0;

const ofTableState = (tableState: string | null): CheckOutcome => {
  const state = tableState === null ? 'table completed' : word(tableState);
  if (state === 'table completed') return 'match';
  if (state === 'table error') return 'errored';
  return beingLoaded.includes(state) ? 'pending' : 'inconclusive';
};

/** The outcome of a table: never a match while anything is pending, suspended, not loaded, uncounted or different. */
export const outcomeOfTable = (words: TableWords): CheckOutcome => {
  const state = word(words.validationState);
  const said = Object.hasOwn(states, state) ? (states[state] ?? 'unknown') : 'unknown';
  if (said === 'errored') return 'errored';
  if (some(words.failed) || some(words.notRepaired)) return 'mismatch';
  if (said !== 'match') return said;
  const loaded = ofTableState(words.tableState);
  if (loaded !== 'match') return loaded;
  if (some(words.pending)) return 'pending';
  if (some(words.suspended) || some(words.notLoaded)) return 'inconclusive';
  const counts = [words.failed, words.pending, words.suspended, words.notLoaded, words.notRepaired];
  return counts.some((count) => Number.isNaN(count)) ? 'inconclusive' : 'match';
};
