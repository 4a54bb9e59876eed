import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { groupRecords, type RecordCounts, recordsItemised } from './records';
import { differingOf, type RunFacts, recordsOf, type Totals } from './run-facts';

// What a run says about itself must add up. What contradicts itself is refused: no choice between two of its own
// statements would be evidence.

const totalsErrors = (totals: Totals, pointer: string): RefusalDetail[] => {
  const sums: [keyof Totals, number, string][] = [
    ['legacy', totals.compared + totals.missingInTarget, 'compared + missingInTarget'],
    ['target', totals.compared + totals.missingInLegacy, 'compared + missingInLegacy'],
    ['compared', totals.matched + totals.mismatched, 'matched + mismatched'],
  ];
  return sums
    .filter(([member, sum]) => totals[member] !== sum)
    .map(([member, sum, formula]) => ({
      pointer: `${pointer}/${member}`,
      detail: `${member} is ${totals[member]}, but ${formula} is ${sum}.`,
    }));
};

const cohortErrors = (run: RunFacts): RefusalDetail[] => {
  const seen = new Map<string, number>();
  return run.cohorts.flatMap((cohort, index): RefusalDetail[] => {
    const pointer = `/cohorts/${index}`;
    const errors = totalsErrors(cohort.totals, `${pointer}/totals`);
    const name = JSON.stringify(Object.entries(cohort.dimensions).sort(([a], [b]) => (a < b ? -1 : 1)));
    const first = seen.get(name);
    if (first !== undefined) {
      errors.push({ pointer: `${pointer}/dimensions`, detail: `The same dimensions stand at /cohorts/${first}.` });
    }
    seen.set(name, index);
    if (run.totals !== null && recordsOf(cohort.totals) > recordsOf(run.totals)) {
      errors.push({ pointer: `${pointer}/totals`, detail: 'A cohort has more records than the whole run.' });
    }
    return errors;
  });
};

/** Cohorts with dimensions of the same names share no record, so that together they count no more than the run does. */
const cohortSumErrors = (run: RunFacts): RefusalDetail[] => {
  const { totals } = run;
  if (totals === null) return [];
  const groups = new Map<string, Totals[]>();
  for (const cohort of run.cohorts) {
    const names = Object.keys(cohort.dimensions).sort().join(', ');
    groups.set(names, [...(groups.get(names) ?? []), cohort.totals]);
  }
  const members = ['matched', 'mismatched', 'missingInTarget', 'missingInLegacy'] as const;
  return [...groups].flatMap(([names, group]) =>
    members.flatMap((member) => {
      const sum = group.reduce((counted, cohort) => counted + cohort[member], 0);
      if (sum <= totals[member]) return [];
      const detail = `The cohorts by ${names} add up to ${sum} ${member}, but the totals count ${totals[member]}.`;
      return [{ pointer: '/cohorts', detail }];
    }),
  );
};

/**
 * Where more is itemised than the totals count, or than was announced. While some that was announced is still to come, a
 * record counts as differing until something says that it is missing, so that only all of them together may be too many.
 */
export const itemErrors = (
  run: Pick<RunFacts, 'totals' | 'announced'>,
  items: { discrepancies: number; records: RecordCounts },
): RefusalDetail[] => {
  const { announced = null, totals } = run;
  const more =
    announced !== null && items.discrepancies > announced
      ? [
          {
            pointer: '/discrepancies',
            detail: `${items.discrepancies} discrepancies are sent, but ${announced} announced.`,
          },
        ]
      : [];
  if (totals === null) return more;
  const { missingInTarget, missingInLegacy, differing } = items.records;
  const inPart = announced !== null && items.discrepancies < announced;
  const counted: [number, number, string][] = [
    [missingInTarget, totals.missingInTarget, 'missing in target'],
    [missingInLegacy, totals.missingInLegacy, 'missing in legacy'],
    inPart
      ? [recordsItemised(items.records), differingOf(totals), 'different']
      : [differing, totals.mismatched, 'mismatched'],
  ];
  const beyond = counted
    .filter(([itemised, total]) => itemised > total)
    .map(([itemised, total, what]) => ({
      pointer: '/discrepancies',
      detail: `${itemised} records are itemised as ${what}, but the totals count ${total}.`,
    }));
  return [...more, ...beyond];
};

const timeErrors = (run: RunFacts): RefusalDetail[] => {
  const errors: RefusalDetail[] = [];
  if (run.window.from.getTime() >= run.window.to.getTime()) {
    errors.push({ pointer: '/window/to', detail: 'The window ends before or when it begins.' });
  }
  if (run.startedAt !== null && run.finishedAt !== null && run.startedAt.getTime() > run.finishedAt.getTime()) {
    errors.push({ pointer: '/finishedAt', detail: 'The run finished before it started.' });
  }
  return errors;
};

const repeatedKeys = (run: RunFacts): RefusalDetail[] => {
  const seen = new Set<string>();
  return run.checks.flatMap((check, index) => {
    const errors: RefusalDetail[] = check.totals === null ? [] : totalsErrors(check.totals, `/checks/${index}/counts`);
    if (seen.has(check.key)) errors.push({ pointer: `/checks/${index}/key`, detail: 'Two checks have this key.' });
    seen.add(check.key);
    return errors;
  });
};

/** The run itself where it adds up; otherwise `run_invalid` with every place that contradicts another. */
export const checkConsistency = (run: RunFacts): Result<RunFacts> => {
  const errors = [
    ...timeErrors(run),
    ...(run.totals === null ? [] : totalsErrors(run.totals, '/totals')),
    ...cohortErrors(run),
    ...cohortSumErrors(run),
    ...repeatedKeys(run),
    ...itemErrors(run, { discrepancies: run.discrepancies.length, records: groupRecords(run.discrepancies) }),
  ];
  if (errors.length === 0) return accept(run);
  return refuse('run_invalid', 'The run contradicts itself.', errors.slice(0, 100));
};
