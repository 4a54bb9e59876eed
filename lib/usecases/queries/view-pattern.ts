import type { PatternExample, PatternView } from '@/lib/contract/views/reconciliation';
import { mayTriagePattern } from '@/lib/domain/access/may';
import { layerWords } from '@/lib/domain/criteria/sentence';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { categories, severities } from '@/lib/domain/words';
import { ledgerHead, listEntriesAbout } from '@/lib/store/read-models/history';
import {
  countDimensions,
  type Example,
  listExamples,
  listOccurrences,
  type Occurrence,
} from '@/lib/store/read-models/one-pattern';
import { findPatternLine, type PatternLine } from '@/lib/store/read-models/pattern-lines';
import { findRuleSet } from '@/lib/store/rule-sets';
import type { Context } from '@/lib/usecases/context';
import { criterionOf, criterionTitle } from './parts/evaluation-view';
import { feedOf } from './parts/feed';
import { aheadOf } from './parts/gate';
import { patternRowOf } from './parts/pattern-row';
import { contextIn, loadPicture, type Picture } from './parts/picture';
import { contextRefOf } from './parts/refs';
import { capitalised, dayText, integerText } from './parts/say';
import { actOf, inProgram, type Viewing } from './parts/viewing';
import { distributionOf } from './reconciliation/distribution';
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
const blocks = (picture: Picture, pattern: PatternLine): string | null => {
  const context = contextIn(picture, pattern.contextId);
  const ahead = aheadOf(picture, context);
  const found = ahead?.evaluations.find(
    ({ kind, blocking, outcome, evidence }) =>
      kind === 'discrepancy_ceiling' &&
      blocking &&
      outcome === 'not_met' &&
      evidence.some(({ id }) => id === pattern.id),
  );
  if (found === undefined) return null;
  return criterionTitle(criterionOf(picture.criteria.get(context.id)?.document, found.key), found.key);
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
  const count =
    latest === undefined ? 'Never seen in a run that counts' : `${integerText(latest.count)}${of} in r-${latest.run}`;
  const block = told.blocks === null ? '' : ` It keeps “${told.blocks.replace(/\.$/, '')}” from being met.`;
  return `${count}, ${told.context}, seen since ${since}.${block}`;
};

/** Why a pattern is explained or gone, in the words of the entry that said so. */
const closedBy = (pattern: PatternLine, history: PatternView['history']): string | null => {
  if (pattern.state === 'open') return null;
  const last = history.findLast(({ sentence }) => sentence.includes(` is ${pattern.state} now`));
  if (last !== undefined) return last.sentence;
  return pattern.baseline
    ? 'Only baseline runs, legacy against legacy, have shown it.'
    : 'Signed-off rules accepted all of it from the first.';
};

const dimensionsOf = (counts: readonly { name: string; value: string; count: number }[]): PatternView['dimensions'] =>
  [...new Set(counts.map(({ name }) => name))].map((name) => ({
    name,
    values: counts.filter((each) => each.name === name).map(({ value, count }) => ({ value, count })),
  }));

/** One pattern by its number: an example traced through the rules of its run, how far it spreads, whom it touches. */
export const viewPattern = (context: Context, programSlug: string, number: number): Promise<Result<PatternView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now, asker, you } = viewing;
    const pattern = Number.isSafeInteger(number) ? await findPatternLine(db, program.id, number) : null;
    if (pattern === null) throw refused('not_found', `There is no pattern P-${number} in this program.`);
    const picture = await loadPicture(db, [program.id], now, { contextId: pattern.contextId });
    const about = contextIn(picture, pattern.contextId);
    const occurrences = await listOccurrences(db, pattern.id, shownOccurrences);
    const examples = await listExamples(db, pattern.id, spreadSample);
    const [first] = examples;
    const version = first?.ruleSetVersion ?? null;
    const rules = version === null ? null : await findRuleSet(db, pattern.contextId, version);
    const history = feedOf(await listEntriesAbout(db, (await ledgerHead(db, program.id)).id, pattern.id, 200), you, [
      about,
    ]);
    const owners = new Map(
      picture.held
        .filter(({ role }) => role !== 'viewer' && role !== 'auditor')
        .map(({ personId, name }) => [personId, name]),
    );
    return {
      ...patternRowOf(pattern, contextRefOf(about), you),
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      revision: pattern.revision,
      layer: pattern.layer,
      kind: pattern.kind ?? 'value',
      field: pattern.field,
      source: pattern.source,
      workload: pattern.workload,
      highestSeverity: pattern.highestSeverity,
      itemised: pattern.itemised,
      facts: capitalised(
        factsOf(pattern, occurrences[0], { context: about.name, blocks: blocks(picture, pattern) }, viewing),
      ),
      note: pattern.note,
      closedBy: closedBy(pattern, history),
      example: first === undefined ? null : { ...exampleView(first), difference: differenceText(first.discrepancy) },
      ruleSetVersion: version,
      trace: first === undefined ? [] : traceOf(first.discrepancy, rulesOf(rules?.document)),
      distribution: distributionOf(examples.map(({ discrepancy }) => discrepancy)),
      dimensions: dimensionsOf(await countDimensions(db, pattern.id)),
      examples: examples.slice(0, shownExamples).map(exampleView),
      occurrences: occurrences
        .map(({ run, windowTo, count, exact }) => ({ run, windowTo: windowTo.toISOString(), count, exact }))
        .reverse(),
      history: history.reverse(),
      owners: [...owners.entries()].map(([id, name]) => ({ id, name })),
      ownerId: pattern.ownerId,
      triage: actOf(mayTriagePattern(asker)),
      categories: [...categories],
      severities: [...severities],
    };
  });
