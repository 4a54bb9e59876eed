import type { Act } from '@/lib/contract/views/parts';
import type { PatternExample, PatternView } from '@/lib/contract/views/reconciliation';
import { mayTriagePattern } from '@/lib/domain/access/may';
import { titleOfKey } from '@/lib/domain/criteria/criterion-title';
import { layerWords } from '@/lib/domain/criteria/sentence';
import { capitalised } from '@/lib/domain/kernel/in-words';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { type Kin, spokenFor } from '@/lib/domain/pattern/kinship';
import { findLatestCheck } from '@/lib/store/check-patterns';
import { listDecisionLines } from '@/lib/store/read-models/decision-lines';
import { ledgerHead, listEntriesAbout } from '@/lib/store/read-models/history';
import {
  countDimensions,
  type Example,
  listExamples,
  listNoiseRates,
  listOccurrences,
  listStandings,
  type Occurrence,
  sampleDiscrepancies,
} from '@/lib/store/read-models/one-pattern';
import { listLessons } from '@/lib/store/read-models/pattern-lessons';
import { findPatternLine, listKin, type PatternLine } from '@/lib/store/read-models/pattern-lines';
import { listPatternDays } from '@/lib/store/read-models/pattern-trends';
import { findRuleSet } from '@/lib/store/rule-sets';
import type { Context } from '@/lib/usecases/context';
import { calledBy } from './parts/called';
import { pageDays, trendDays } from './parts/describe-pattern';
import { feedOf } from './parts/feed';
import { aheadOf } from './parts/gate';
import { spreadsOf } from './parts/pattern-figures';
import { patternRowOf } from './parts/pattern-row';
import { contextIn, loadPicture, type Picture } from './parts/picture';
import { contextRefOf } from './parts/refs';
import { dayText, integerText } from './parts/say';
import { actOf, actOfAll, actUnless, inProgram, may, mayNot, type Viewing } from './parts/viewing';
import { distributionOf } from './reconciliation/distribution';
import { baselineNoise, closedBy, kinViewOf, lessonOf, returnedText, standingOf } from './reconciliation/pattern-words';
import { decisionMarks, toleranceOf } from './reconciliation/tolerance';
import { differenceText, rulesOf, traceOf } from './reconciliation/trace';

const shownExamples = 25;
const spreadSample = 2_000;
const shownOccurrences = 60;

const exampleView = ({ run, discrepancy }: Example): PatternExample => ({
  correlationId: discrepancy.correlationId,
  legacy: discrepancy.legacy ?? null,
  target: discrepancy.target ?? null,
  observedAt: discrepancy.observedAt?.toISOString() ?? null,
  run,
});

/** The blocking criterion of the next gate that this pattern keeps shut; null where it keeps none. */
const blocks = (picture: Picture, pattern: PatternLine, ids: ReadonlySet<string>): string | null => {
  const context = contextIn(picture, pattern.contextId);
  const ahead = aheadOf(picture, context);
  const found = ahead?.evaluations.find(
    ({ kind, blocking, outcome, evidence }) =>
      kind === 'discrepancy_ceiling' && blocking && outcome === 'not_met' && evidence.some(({ id }) => ids.has(id)),
  );
  if (found === undefined) return null;
  return titleOfKey(picture.criteria.get(context.id)?.document, found.key);
};

const factsOf = (
  pattern: PatternLine,
  latest: Occurrence | undefined,
  told: { context: string; blocks: string | null },
  { program, now }: Viewing,
): string => {
  const what = layerWords[pattern.layer];
  const since = dayText(pattern.firstSeenAt, program.zone, now);
  const of = latest?.compared == null ? '' : ` of ${integerText(latest.compared)} ${what}`;
  // How many records were compared says nothing of a check that measured a sum.
  const shown = pattern.checkKey === null ? of : '';
  const count =
    latest === undefined
      ? 'Never seen in a run that counts'
      : `${integerText(latest.count)}${shown} in r-${latest.run}`;
  const block = told.blocks === null ? '' : ` It keeps “${told.blocks.replace(/\.$/, '')}” from being met.`;
  return `${count}, ${told.context}, seen since ${since}.${block}`;
};

/** What merging and splitting ask of a pattern, as its line says it. */
const kinOf = (line: PatternLine): Kin => ({
  id: line.id,
  number: line.number,
  contextId: line.contextId,
  mergedInto: line.mergedInto === null ? null : String(line.mergedInto),
  splitBy: line.splitBy,
  partOf: line.partOf === null ? null : String(line.partOf),
  folded: line.folded,
  members: line.members,
});

const splittable = (line: PatternLine): Act => {
  if (line.partOf !== null) return mayNot('It is a part itself; parts are not split again.');
  return line.members > 0 ? mayNot('Other patterns are merged into it; take them out first.') : may;
};

/** The latest run that counts; where none does, the latest of all. */
const latestOf = (occurrences: readonly Occurrence[]): Occurrence | undefined =>
  occurrences.find(({ baseline, superseded }) => !baseline && !superseded) ?? occurrences[0];

/** What a pattern came from and what it is spread over: figures of its latest runs and of its last days. */
const figuresOf = async ({ db, program, now }: Viewing, pattern: PatternLine) => {
  const standings = await listStandings(db, pattern.id);
  const rates = pattern.baseline ? await listNoiseRates(db, pattern.id) : [];
  const days = (await listPatternDays(db, [pattern.id], { now, days: pageDays })).get(pattern.id) ?? [];
  return {
    trend: days.slice(-trendDays).map((day) => (pattern.compared ? day.count : day.baseline)),
    standings: standings.map(standingOf),
    noise: baselineNoise(standings, rates, { zone: program.zone, now }),
    days: days.map(({ day, ...counts }) => ({ day: day.toISOString().slice(0, 10), ...counts })),
    dimensions: spreadsOf(await countDimensions(db, pattern.id)),
  };
};

/** An example traced through the rules of its run, and how far apart the two sides are. */
const examplesOf = async ({ db }: Viewing, pattern: PatternLine) => {
  const examples = await listExamples(db, pattern.id, shownExamples);
  // A part has no rows of its own: only its examples are known to be its.
  const sample = pattern.partOf === null ? await sampleDiscrepancies(db, pattern.id, spreadSample) : [];
  const [first] = examples;
  const version = first?.ruleSetVersion ?? null;
  const rules = version === null ? null : await findRuleSet(db, pattern.contextId, version);
  return {
    example: first === undefined ? null : { ...exampleView(first), difference: differenceText(first.discrepancy) },
    ruleSetVersion: version,
    trace: first === undefined ? [] : traceOf(first.discrepancy, rulesOf(rules?.document), first.windowTo),
    distribution: distributionOf(sample.length > 0 ? sample : examples.map(({ discrepancy }) => discrepancy)),
    examples: examples.map(exampleView),
  };
};

/** One pattern by its number: an example traced through the rules of its run, how far it spreads, whom it touches. */
export const viewPattern = (context: Context, programSlug: string, number: number): Promise<Result<PatternView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now, asker, you } = viewing;
    const pattern = Number.isSafeInteger(number) ? await findPatternLine(db, program.id, number) : null;
    if (pattern === null) throw refused('not_found', `There is no pattern P-${number} in this program.`);
    const picture = await loadPicture(db, [program.id], now, { contextId: pattern.contextId });
    const about = contextIn(picture, pattern.contextId);
    const kin = await listKin(db, pattern.id);
    const occurrences = await listOccurrences(db, pattern.id, shownOccurrences);
    const entries = await listEntriesAbout(db, (await ledgerHead(db, program.id)).id, pattern.id, 200);
    const history = feedOf(entries, you, calledBy(picture));
    const lessons = (await listLessons(db, pattern.id)).map(lessonOf);
    const triage = actOfAll(actOf(mayTriagePattern(asker)), actUnless(spokenFor(kinOf(pattern))));
    const counts = new Set([pattern, ...kin.members].map(({ id }) => id));
    const told = { context: about.name, blocks: blocks(picture, pattern, counts) };
    const { trend, ...figures } = await figuresOf(viewing, pattern);
    const examples = await examplesOf(viewing, pattern);
    return {
      ...patternRowOf(pattern, contextRefOf(about), you, new Map([[pattern.id, trend]])),
      ...figures,
      ...examples,
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      layer: pattern.layer,
      kind: pattern.kind ?? 'value',
      source: pattern.source,
      workload: pattern.workload,
      highestSeverity: pattern.highestSeverity,
      itemised: pattern.itemised,
      check: pattern.checkKey === null ? null : await findLatestCheck(db, pattern.id),
      facts: capitalised(factsOf(pattern, latestOf(occurrences), told, viewing)),
      note: pattern.note,
      resolvedAt: pattern.resolvedAt?.toISOString() ?? null,
      taught: pattern.taught,
      hiddenLegacyRule: pattern.hiddenRule,
      fixer: pattern.fixer === null ? null : { person: pattern.fixerId, name: pattern.fixer },
      links: pattern.links,
      returned: returnedText(pattern, lessons, { zone: program.zone, now }),
      lessons,
      mergedInto: pattern.mergedInto,
      partOf: pattern.partOf,
      splitBy: pattern.splitBy,
      merged: kin.members.map((line) => kinViewOf(line, null)),
      parts: kin.parts.map((line) => kinViewOf(line, line.partValue)),
      splits: figures.dimensions.map(({ name, values }) => ({
        dimension: name,
        values: values.map(({ value }) => value),
      })),
      splitBack: actOf(mayTriagePattern(asker)),
      mayTriage: actOf(mayTriagePattern(asker)),
      splitting: actOfAll(triage, splittable(pattern)),
      closedBy: closedBy(pattern, entries),
      occurrences: occurrences.map(({ run, windowTo, count, open, exact, baseline, superseded }) => ({
        run,
        windowTo: windowTo.toISOString(),
        count,
        open,
        exact,
        baseline,
        superseded,
      })),
      decisions: decisionMarks(await listDecisionLines(db, program.id, about.id), pageDays, now),
      tolerance: await toleranceOf(viewing, picture, pattern, examples.example),
      history: history.reverse(),
      triage,
    };
  });
