import type { StatisticsView } from '@/lib/contract/views/statistics';
import { listed } from '@/lib/domain/kernel/in-words';
import type { Workload } from '@/lib/domain/words';
import type { RunLine } from '@/lib/store/read-models/run-lines';
import { shareOf } from '@/lib/usecases/queries/parts/run-row';
import { counted, dayText, integerText, shareText } from '@/lib/usecases/queries/parts/say';

const nouns: Record<RunLine['layer'], string> = {
  schema: 'schema',
  dataset: 'value',
  row: 'row',
  query: 'query result',
  event: 'event',
  state: 'state',
  outcome: 'outcome',
  position: 'position',
};

const unfinished: Partial<Record<RunLine['status'], string>> = {
  aborted: 'The run was broken off, so what it shows proves nothing.',
  failed: 'The run failed, so what it shows proves nothing.',
  unknown: 'The tool did not say whether the run completed, so what it shows proves nothing.',
};

const about = (workload: Workload | null): string => (workload === null ? '' : ` of ${workload}`);

type Told = {
  line: RunLine;
  checks: { all: number; matching: number; opposed: number };
  statistics: StatisticsView | null;
  zone: string;
  now: Date;
};

const withoutTotals = ({ line, statistics, checks }: Told, day: string): string => {
  const { workload, layer } = line;
  if (statistics !== null) return `Compared statistics${about(workload)} up to ${day}. ${statistics.finding}`;
  if (layer === 'query' && checks.all > 0) {
    return `Asked ${counted(checks.all, 'query', 'queries')}${about(workload)} of both sides up to ${day}.`;
  }
  return `Compared ${nouns[layer]}s${about(workload)} up to ${day}, without totals.`;
};

const compared = (told: Told): string => {
  const { line, zone, now } = told;
  const day = dayText(new Date(line.windowTo.getTime() - 1), zone, now);
  const { totals, accepted } = line;
  if (totals === null) return withoutTotals(told, day);
  const share = shareOf(totals, accepted);
  const rate = share === null ? 'nothing was there to match' : `${shareText(share)} match`;
  const apart = [
    ...(totals.mismatched > 0 ? [`${integerText(totals.mismatched)} differ`] : []),
    ...(totals.missingInTarget > 0 ? [`${integerText(totals.missingInTarget)} are missing in target`] : []),
    ...(totals.missingInLegacy > 0 ? [`${integerText(totals.missingInLegacy)} are missing in legacy`] : []),
  ];
  const rest = apart.length === 0 ? '' : ` ${listed(apart)}.`;
  const forgiven = accepted > 0 ? ` Signed-off rules accept ${integerText(accepted)} of them.` : '';
  return `Compared ${counted(totals.compared, nouns[line.layer])}${about(line.workload)} on ${day}; ${rate}.${rest}${forgiven}`;
};

/** "1 of 2 checks matches", "None of 5 checks matches", "All 5 checks match" */
const matchingText = (matching: number, all: number): string => {
  if (all === 1) return `Its only check ${matching === 1 ? 'matches' : 'does not match'}.`;
  if (matching === all) return `All ${integerText(all)} checks match.`;
  const some = matching === 0 ? 'None' : integerText(matching);
  return `${some} of ${integerText(all)} checks ${matching < 2 ? 'matches' : 'match'}.`;
};

const checked = ({ checks, statistics, line }: Told): string | undefined => {
  const { all, matching, opposed } = checks;
  const against =
    opposed === 0 ? '' : ` Of ${counted(opposed, 'check')} the tool said otherwise than what it sent shows.`;
  if (all === 0) return undefined;
  // The statistics have been summed up already, of all checks that are any.
  if (statistics !== null && line.totals === null) return against === '' ? undefined : against.trim();
  return `${matchingText(matching, all)}${against}`;
};

const missing = ({ announced, discrepancyCount }: RunLine): string | undefined =>
  announced === null || announced <= discrepancyCount
    ? undefined
    : `Of ${counted(announced, 'announced discrepancy', 'announced discrepancies')}, ${integerText(announced - discrepancyCount)} are still to come, so it counts in no evaluation that needs them all.`;

/** What was compared, what came of it, and what is missing. */
export const runLede = (told: Told): string =>
  [
    unfinished[told.line.status],
    compared(told),
    checked(told),
    missing(told.line),
    told.line.baseline ? 'A baseline: legacy was compared with legacy, and it counts for no criterion.' : undefined,
    told.line.superseded ? 'A later run took its place, so it counts in no evaluation.' : undefined,
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
