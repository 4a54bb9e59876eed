import type { BaselineNoise, KinView, LessonView, StandingView } from '@/lib/contract/views/reconciliation';
import { parseEntry } from '@/lib/domain/ledger/chain';
import { factSchemas } from '@/lib/domain/ledger/fact';
import { resolutions } from '@/lib/domain/words';
import type { StoredEntry } from '@/lib/store/ledger';
import type { NoiseRate, Standing } from '@/lib/store/read-models/one-pattern';
import type { LessonRow } from '@/lib/store/read-models/pattern-lessons';
import type { PatternLine } from '@/lib/store/read-models/pattern-lines';
import { wordOf } from '@/lib/store/words';
import { plainWord } from '@/lib/usecases/queries/parts/options';
import { noiseOf } from '@/lib/usecases/queries/parts/pattern-figures';
import { counted, dayText, integerText } from '@/lib/usecases/queries/parts/say';

// A pattern's page in sentences.

type Told = { zone: string; now: Date };

const endings = { reopened: 'It did not hold: the pattern came back.', withdrawn: 'It was taken back.' } as const;

export const lessonOf = (lesson: LessonRow): LessonView => {
  const resolution = lesson.resolution === null ? null : wordOf(resolutions, lesson.resolution);
  const because = lesson.endedBecause === 'reopened' ? 'reopened' : 'withdrawn';
  return {
    resolution,
    label: resolution === null ? null : plainWord(resolution),
    taught: lesson.taught,
    hiddenLegacyRule: lesson.hiddenRule,
    fixer: lesson.fixer,
    links: lesson.links,
    learntAt: lesson.learntAt.toISOString(),
    learntBy: lesson.learntBy,
    ended: lesson.endedAt === null ? null : { at: lesson.endedAt.toISOString(), because, words: endings[because] },
  };
};

const standingWords = ({ baseline, run, open, passed }: Standing): string => {
  if (baseline) return `Legacy against legacy showed it in r-${run}.`;
  if (passed) return `Gone: a complete run after r-${run} lacks it.`;
  return open > 0
    ? `Open in r-${run}.`
    : `Explained in r-${run}: signed-off rules accept all of it that this run shows.`;
};

export const standingOf = (standing: Standing): StandingView => ({
  source: standing.source,
  layer: standing.layer,
  workload: standing.workload,
  baseline: standing.baseline,
  run: standing.run,
  windowTo: standing.windowTo.toISOString(),
  count: standing.count,
  open: standing.open,
  runs: standing.runs,
  words: standingWords(standing),
});

export const kinViewOf = (line: PatternLine, value: string | null): KinView => ({
  id: line.id,
  number: line.number,
  sentence: line.sentence,
  field: line.field,
  state: line.state,
  severity: line.severity,
  open: line.open,
  total: line.total,
  revision: line.revision,
  value,
});

const rateText = (rate: number): string => (rate === 0 ? 'none' : `${Number((rate * 100).toPrecision(2))} %`);

/** Legacy's own noise beside what target shows; null where no baseline showed it. */
export const baselineNoise = (
  standings: readonly Standing[],
  rates: readonly NoiseRate[],
  { zone, now }: Told,
): BaselineNoise | null => {
  const noise = noiseOf(standings, rates);
  if (noise === null) return null;
  const last = dayText(new Date(noise.lastSeenAt), zone, now);
  const seen = `Legacy differs from itself like this: ${integerText(noise.total)} times in ${counted(noise.runs, 'baseline run', 'baseline runs')}, last on ${last}.`;
  const beside =
    noise.rate === null || noise.comparedRate === null
      ? ''
      : ` That is ${rateText(noise.rate)} of its records; comparing runs show ${rateText(noise.comparedRate)}.`;
  return { ...noise, words: `${seen}${beside} Only a signed-off rule explains it.` };
};

const ordinals = ['', 'for the first time', 'for the second time', 'for the third time'];

/** That it came back, when, and what it had been resolved as; null where it never did. */
export const returnedText = (line: PatternLine, lessons: readonly LessonView[], { zone, now }: Told): string | null => {
  if (line.reopened === 0 || line.reopenedAt === null) return null;
  const times = ordinals[line.reopened] ?? `for the ${line.reopened}th time`;
  const before = lessons.find(({ ended, resolution }) => ended?.because === 'reopened' && resolution !== null);
  const after = before?.label == null ? '' : `, after it was resolved as ${before.label}`;
  return `It came back on ${dayText(line.reopenedAt, zone, now)}, ${times}${after}.`;
};

/** Why a pattern is not open, in the words of the entry that said so; null while it is. */
export const closedBy = (line: PatternLine, entries: readonly StoredEntry[]): string | null => {
  if (line.state === 'open') return null;
  if (line.state === 'split') return `It is split by ${line.splitBy} now: its parts stand for it.`;
  const changes = entries.flatMap(({ bytes }) => {
    const { type, data } = parseEntry(bytes);
    return type === 'pattern.changed' ? [factSchemas[type].parse(data)] : [];
  });
  const last = changes.findLast(({ state }) => state === line.state);
  if (last !== undefined) return `It is ${last.state} now: ${last.because}.`;
  return line.compared
    ? 'Signed-off rules accepted all of it from the first.'
    : 'Only baseline runs, legacy against legacy, have shown it.';
};
