import type { MappedFormat } from '@/lib/contract/mapped-format';
import type { Discrepancy } from '@/lib/domain/comparison/discrepancy';
import type { CheckFacts, Totals } from '@/lib/domain/comparison/run-facts';
import type { CheckOutcome } from '@/lib/domain/words';
import { believed, evidenceOf } from './kit/counted';
import { distinctKeys } from './kit/run';
import type { SideMapping } from './kit/sides';
import type { Tracked } from './kit/tracked';
import { describedCheck, discrepancyOf, keyOf, verdictOf } from './mapped-checks';

// Rows that are compared records, such as live events: many of them make one check, counted exactly. A record that was not
// compared is counted for none of them, and makes a check that says so.

type Group = { row: Tracked; matched: number; items: Discrepancy[]; others: Map<CheckOutcome, number> };

export type MappedRecords = { checks: CheckFacts[]; discrepancies: Discrepancy[]; totals: (Totals | null)[] };

const totalsOf = ({ matched, items }: Group): Totals | null => {
  const kind = (sought: Discrepancy['kind']) => items.filter((item) => item.kind === sought).length;
  const [missingInTarget, missingInLegacy] = [kind('missing_in_target'), kind('missing_in_legacy')];
  const mismatched = items.length - missingInTarget - missingInLegacy;
  return believed({ matched, mismatched, missingInTarget, missingInLegacy });
};

/** Records that were meant not to be compared leave the count of the others whole; anything else leaves it open. */
const leftOut: readonly CheckOutcome[] = ['not_run', 'skipped', 'ignored'];

/** Rows that are records, as checks by their key. */
export const recordsOf = (rows: readonly Tracked[], map: MappedFormat, mapping: SideMapping): MappedRecords => {
  const groups = new Map<string, Group>();
  const distinct = distinctKeys();
  for (const row of rows) {
    const key = keyOf(row, map);
    const group: Group = groups.get(key) ?? { row, matched: 0, items: [], others: new Map() };
    groups.set(key, group);
    const { outcome } = verdictOf(row, map);
    if (outcome === 'match') group.matched += 1;
    else if (outcome === 'mismatch' && map.record !== undefined) {
      const item = discrepancyOf(row, map.record, { map, mapping });
      group.items.push({ ...item, correlationId: distinct(item.correlationId) });
    } else group.others.set(outcome, (group.others.get(outcome) ?? 0) + 1);
  }
  const checks = [...groups.values()].flatMap((group): CheckFacts[] => {
    const described = describedCheck(group.row, { map, mapping });
    const totals = totalsOf(group);
    const differs = group.items.length > 0;
    const compared: CheckFacts = {
      ...described,
      reported: null,
      totals,
      verdict: differs ? 'mismatch' : 'match',
      evidence: evidenceOf(totals, group.items),
    };
    const others = [...group.others].map(
      ([outcome, count]): CheckFacts => ({
        ...described,
        key: `${described.key} (${outcome})`,
        reported: `${count} records`,
        totals: null,
        verdict: outcome,
      }),
    );
    return differs || group.matched > 0 ? [compared, ...others] : others;
  });
  const counted = checks.flatMap((check) => (check.totals === null ? [] : [check.totals]));
  const unread = [...groups.values()].some(({ others }) => [...others.keys()].some((one) => !leftOut.includes(one)));
  const totals = unread ? [null] : counted;
  return { checks, discrepancies: [...groups.values()].flatMap(({ items }) => items), totals };
};
