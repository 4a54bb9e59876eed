import type { QueryGrid, QueryGridCell } from '@/lib/contract/views/query-grid';
import { byText } from '@/lib/domain/kernel/by-text';
import { listed } from '@/lib/domain/kernel/in-words';
import type { CheckOutcome } from '@/lib/domain/words';
import { counted, integerText } from '@/lib/usecases/queries/parts/say';

export type Ran = {
  key: string;
  query: string;
  engine: string;
  outcome: CheckOutcome;
  completed: boolean;
  finding: string | null;
  run: number;
  windowTo: Date;
};

const unsaid = 'engine not said';

/** A key of an expected check as a combination: `<query>@<engine>`, or a query on whichever engine. */
const asked = (key: string): { query: string; engine: string | null } => {
  const at = key.lastIndexOf('@');
  return at > 0 && at < key.length - 1
    ? { query: key.slice(0, at), engine: key.slice(at + 1) }
    : { query: key, engine: null };
};

const agrees = (outcome: CheckOutcome): boolean => outcome === 'match' || outcome === 'match_within_tolerance';

/** What a run that was broken off found to agree proves nothing. */
const outcomeOf = ({ outcome, completed }: Ran): CheckOutcome =>
  !completed && agrees(outcome) ? 'inconclusive' : outcome;

/** "1 of 2 that ran matches", "none of 3 that ran matches" */
const matchingText = (matching: number, ran: number): string => {
  if (ran === 0) return 'none ran';
  return `${matching === 0 ? 'none' : integerText(matching)} of ${integerText(ran)} that ran ${matching < 2 ? 'matches' : 'match'}`;
};

const findingOf = (cells: readonly QueryGridCell[], rows: number, engines: number): string => {
  const ran = cells.filter(({ outcome }) => outcome !== null);
  const agree = ran.filter(({ outcome }) => outcome !== null && agrees(outcome)).length;
  const absent = cells.filter(({ outcome, required }) => outcome === null && required).length;
  const others = cells.length - ran.length - absent;
  const parts = [
    ...(absent === 0 ? [] : [`${integerText(absent)} expected ${absent === 1 ? 'one was' : 'ones were'} not run`]),
    ...(others === 0 ? [] : [`${integerText(others)} ${others === 1 ? 'was' : 'were'} not run and not asked for`]),
  ];
  const rest = parts.length === 0 ? '' : `; ${listed(parts)}`;
  return `${counted(rows, 'query', 'queries')} on ${counted(engines, 'engine')}: ${matchingText(agree, ran.length)}${rest}.`;
};

/**
 * Consumers' queries by engine. A combination that never ran has no outcome; `expected` are the keys that expected
 * checks of the layer ask for, so that what was never seen stands there, too. Null where there is no query at all.
 */
export const queryGrid = (ran: readonly Ran[], expected: readonly string[]): QueryGrid | null => {
  const cells = new Map(ran.map((cell) => [JSON.stringify([cell.query, cell.engine]), cell]));
  const seen = new Map(ran.map((cell) => [cell.key, cell]));
  const wanted = expected.map((key) => {
    const found = seen.get(key);
    return found === undefined ? asked(key) : { query: found.query, engine: found.engine };
  });
  const queries = [...new Set([...ran, ...wanted].map(({ query }) => query))].sort(byText);
  const engines = [...new Set([...ran, ...wanted].flatMap(({ engine }) => engine ?? []))].sort(byText);
  if (queries.length === 0) return null;
  if (engines.length === 0) engines.push('');
  const rows = queries.map((query) => ({
    query,
    cells: engines.map((engine): QueryGridCell => {
      const cell = cells.get(JSON.stringify([query, engine]));
      const anywhere = ran.some((other) => other.query === query);
      const required = wanted.some(
        (want) => want.query === query && (want.engine === engine || (want.engine === null && !anywhere)),
      );
      return cell === undefined
        ? { outcome: null, required, run: null, at: null, finding: null }
        : {
            outcome: outcomeOf(cell),
            required,
            run: cell.run,
            at: cell.windowTo.toISOString(),
            finding: cell.finding,
          };
    }),
  }));
  const all = rows.flatMap((row) => row.cells);
  return {
    engines: engines.map((engine) => (engine === '' ? unsaid : engine)),
    rows,
    finding: findingOf(all, queries.length, engines.length),
  };
};
