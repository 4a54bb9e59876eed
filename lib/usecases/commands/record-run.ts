import { setImmediate as pause } from 'node:timers/promises';
import { v7 as uuid } from 'uuid';
import type { RunAnswer } from '@/lib/contract/v1/runs';
import { mayRecordRun } from '@/lib/domain/access/may';
import { judgeRunInParts, type RunJudgement } from '@/lib/domain/comparison/judge-run';
import { parseRuleSet } from '@/lib/domain/comparison/rule-set';
import { checkConsistency } from '@/lib/domain/comparison/run-consistency';
import { type RunFacts, recordsOf, type Totals, type Window } from '@/lib/domain/comparison/run-facts';
import { accept, Refused, type Result, refused } from '@/lib/domain/kernel/refusal';
import type { CheckOutcome } from '@/lib/domain/words';
import { listWorkloads } from '@/lib/store/context-declarations';
import { type ContextRow, findContext, listContexts } from '@/lib/store/contexts';
import { takeNumber } from '@/lib/store/programs';
import { findRulesInForceAt } from '@/lib/store/rule-sets';
import { findRunByIdentity, insertRun, markSuperseded } from '@/lib/store/runs';
import { authorise } from '@/lib/usecases/authorise';
import type { Context } from '@/lib/usecases/context';
import { checkGuards } from '@/lib/usecases/decisions/check-guards';
import { refreshDecisions } from '@/lib/usecases/decisions/refresh-decisions';
import { countSightings, forgetSightings, openPatterns } from '@/lib/usecases/evidence/follow-patterns';
import { keepRollups } from '@/lib/usecases/evidence/keep-rollups';
import { settlePatterns } from '@/lib/usecases/evidence/settle-patterns';
import { type ProgramTx, transact } from '@/lib/usecases/transact';

/** A run as an adapter understood it, beside what was sent: `digest` says when two bodies are the same. */
export type Submission = {
  /** A run whose window nobody said has the moment of its receipt for one. */
  facts: Omit<RunFacts, 'window'> & { window: Window | null };
  /** The window is made of times that the tool took from its own clock, and nobody named it. */
  windowByToolsClock?: boolean | undefined;
  format: string;
  body: { bytes: Uint8Array; mediaType: string };
  digest: string;
  warnings: string[];
};

/** `created` is false where the same run was here already: the answer is then the first one, word for word. */
export type Recorded = { answer: RunAnswer; created: boolean };

const contextOf = async (tx: ProgramTx, facts: Pick<RunFacts, 'context'>): Promise<ContextRow> => {
  const found = await findContext(tx.db, tx.program.id, facts.context);
  if (found !== null) return found;
  const known = (await listContexts(tx.db, tx.program.id)).map((context) => context.slug).join(', ');
  throw refused('run_unknown_context', `The run is about "${facts.context}"; this program has ${known}.`, [
    { pointer: '/context', detail: `must be one of ${known}` },
  ]);
};

const checkAgainst = async (tx: ProgramTx, context: ContextRow, facts: RunFacts): Promise<void> => {
  const consistent = checkConsistency(facts);
  if (!consistent.ok) throw new Refused(consistent.refusal);
  if (facts.window.to > tx.at) {
    const detail = `The window ends in the future; it is ${tx.at.toISOString()} here.`;
    throw refused('run_invalid', detail, [{ pointer: '/window/to', detail: 'must not be in the future' }]);
  }
  const declared = await listWorkloads(tx.db, context.id);
  if (facts.workload !== null && !declared.includes(facts.workload)) {
    const detail = `${context.name} has no workload "${facts.workload}"; it has ${declared.join(', ')}.`;
    throw refused('run_invalid', detail, [{ pointer: '/workload', detail }]);
  }
};

const dimensionsText = (dimensions: unknown): string =>
  JSON.stringify(Object.entries(dimensions as Record<string, string>).sort(([a], [b]) => (a < b ? -1 : 1)));

const comparedSomething = (totals: unknown): boolean => totals !== null && recordsOf(totals as Totals) > 0;

/** The id of the run that this one takes the place of; it must cover that run in window, layer, workload and cohorts. */
const supersededBy = async (
  tx: ProgramTx,
  context: ContextRow,
  facts: RunFacts,
  format: string,
): Promise<string | null> => {
  if (facts.supersedes === null) return null;
  const older = await findRunByIdentity(tx.db, tx.program.id, facts.source, facts.supersedes);
  const refuseBecause = (detail: string) => refused('supersedes_refused', detail, [{ pointer: '/supersedes', detail }]);
  if (older === null) throw refuseBecause(`${facts.source} sent no run "${facts.supersedes}".`);
  if (older.supersededBy !== null) throw refuseBecause(`"${facts.supersedes}" was superseded before.`);
  if (older.contextId !== context.id || older.layer !== facts.layer || older.workload !== facts.workload) {
    throw refuseBecause(`"${facts.supersedes}" is of another context, layer or workload.`);
  }
  if (older.baseline !== facts.baseline)
    throw refuseBecause('A baseline run and a comparing run do not replace each other.');
  if (facts.window.from > older.windowFrom || facts.window.to < older.windowTo) {
    throw refuseBecause(`This run's window does not cover the window of "${facts.supersedes}".`);
  }
  const covered = new Set(facts.cohorts.map((cohort) => dimensionsText(cohort.dimensions)));
  if (older.cohorts.some((cohort) => !covered.has(dimensionsText(cohort.dimensions)))) {
    throw refuseBecause(`This run lacks cohorts that "${facts.supersedes}" has.`);
  }
  // What took evidence away and brought none would leave a gate to whatever else there is.
  if (older.status === 'completed' && facts.status !== 'completed') {
    throw refuseBecause(`This run did not complete, and "${facts.supersedes}" did.`);
  }
  if (older.totals !== null && facts.totals === null) {
    throw refuseBecause(`This run counts nothing, and "${facts.supersedes}" does.`);
  }
  // A period of outcomes can come to hold none, when a pair that began earlier takes them along; a job's run cannot.
  if (format !== 'outcomes' && comparedSomething(older.totals) && !comparedSomething(facts.totals)) {
    throw refuseBecause(`This run compared no record, and "${facts.supersedes}" did.`);
  }
  const checked = new Set(facts.checks.map((check) => check.key));
  if (older.checks.some((check) => !checked.has(check.key))) {
    throw refuseBecause(`This run lacks checks that "${facts.supersedes}" has.`);
  }
  return older.id;
};

const countsOf = (judgement: RunJudgement): Partial<Record<CheckOutcome, number>> => {
  const counts: Partial<Record<CheckOutcome, number>> = {};
  for (const { outcome } of judgement.checks) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
};

const judge = async (tx: ProgramTx, context: ContextRow, facts: RunFacts) => {
  const row = await findRulesInForceAt(tx.db, context.id, facts.window.to);
  if (row === null) return { judgement: await judgeRunInParts(facts, null, pause), version: null };
  const rules = parseRuleSet(row.document);
  if (!rules.ok) throw new Error(`rule set ${row.version} of ${context.slug} does not parse`);
  return { judgement: await judgeRunInParts(facts, rules.value, pause), version: row.version };
};

/** Nobody said what was compared, nor when: all that is known is that it was over when it came. */
const momentOf = (tx: ProgramTx): Window => ({ from: new Date(tx.at.getTime() - 1), to: tx.at });

/** What a run announced and did not bring, as its first answer says it; nothing where it brought all. */
const stillToCome = ({ announced, discrepancies }: RunFacts, program: string, id: string): string[] => {
  const missing = (announced ?? 0) - discrepancies.length;
  if (missing <= 0) return [];
  const where = `POST /api/v1/programs/${program}/runs/${id}/discrepancies`;
  return [
    `${missing} of ${announced} discrepancies are still to come, by ${where}; until then none of its differences counts as accepted.`,
  ];
};

const windowAhead = 'The window ends after this moment by the clock here; the moment of receipt stands for it.';

/** A tool's clock may be a moment ahead of the one here: that is no reason to lose its result. */
const withoutWindowAhead = (tx: ProgramTx, submission: Submission): Submission => {
  const { facts, warnings, windowByToolsClock } = submission;
  if (windowByToolsClock !== true || facts.window === null || facts.window.to <= tx.at) return submission;
  return { ...submission, facts: { ...facts, window: null }, warnings: [...warnings, windowAhead] };
};

const windowUnsaid = 'Nobody says which window of data was compared; the moment of receipt stands for it.';

const keep = async (
  tx: ProgramTx,
  context: ContextRow,
  submission: Submission,
  facts: RunFacts,
): Promise<RunAnswer> => {
  const supersedesId = await supersededBy(tx, context, facts, submission.format);
  const { judgement, version } = await judge(tx, context, facts);
  const id = uuid();
  const unsaid = submission.facts.window === null ? [windowUnsaid] : [];
  const findings = judgement.findings.map((finding) => finding.detail);
  const warnings = [...submission.warnings, ...unsaid, ...findings];
  const { source, externalId, workload, baseline } = facts;
  const answer: RunAnswer = {
    id,
    source,
    externalId,
    context: context.slug,
    ruleSetVersion: version,
    outcome: judgement.outcome,
    counts: countsOf(judgement),
    // What is still to come is said once; the run itself says how much of it came since.
    warnings: [...warnings, ...stillToCome(facts, tx.program.slug, id)],
  };
  tx.record({
    type: 'run.recorded',
    contextId: context.id,
    subject: { kind: 'run', id },
    data: {
      run: id,
      source,
      externalId,
      context: context.slug,
      layer: facts.layer,
      workload,
      baseline,
      status: facts.status,
      windowFrom: facts.window.from.toISOString(),
      windowTo: facts.window.to.toISOString(),
      outcome: judgement.outcome,
      digest: submission.digest,
      ruleSetVersion: version,
      discrepancies: facts.discrepancies.length,
    },
  });
  const place = { programId: tx.program.id, contextId: context.id, context: context.slug };
  const followed = { ...place, source, workload, baseline, windowTo: facts.window.to };
  const patterns = await openPatterns(tx, followed, judgement);
  await insertRun(tx.db, {
    ...submission,
    ...place,
    facts,
    id,
    number: await takeNumber(tx.db, tx.program.id, 'runCount'),
    judgement,
    warnings,
    ruleSetVersion: version,
    complete: judgement.complete,
    supersedesId,
    answer: JSON.stringify(answer),
    receivedAt: tx.at,
    patterns,
  });
  await countSightings(tx, { id, windowTo: facts.window.to, baseline }, judgement, patterns);
  await keepRollups(tx.db, { id, first: 0 }, judgement.patterns, patterns);
  if (supersedesId !== null) {
    await markSuperseded(tx.db, supersedesId, id);
    await forgetSightings(tx, supersedesId);
    const data = { run: supersedesId, source, externalId: facts.supersedes ?? '', context: context.slug, by: id };
    tx.record({ type: 'run.superseded', contextId: context.id, subject: { kind: 'run', id: supersedesId }, data });
  }
  await settlePatterns(tx, place);
  return answer;
};

/** Records one run inside a transaction of the program; whoever calls has asked whether it may be. */
export const recordWithin = async (tx: ProgramTx, submission: Submission): Promise<Recorded> => {
  const { source, externalId } = submission.facts;
  const known = await findRunByIdentity(tx.db, tx.program.id, source, externalId);
  if (known !== null) {
    if (known.digest === submission.digest) return { answer: JSON.parse(known.answer) as RunAnswer, created: false };
    throw refused('run_conflict', `${source} sent "${externalId}" before, with another body. The first one is kept.`);
  }
  const about = await contextOf(tx, submission.facts);
  const placed = withoutWindowAhead(tx, submission);
  const facts = { ...placed.facts, window: placed.facts.window ?? momentOf(tx) };
  await checkAgainst(tx, about, facts);
  const answer = await keep(tx, about, placed, facts);
  await refreshDecisions(tx, about.id);
  await checkGuards(tx, about.id);
  return { answer, created: true };
};

/** Records one run: kept as sent, judged by the rules in force for its window, once for its identity. */
export const recordRun = (context: Context, programSlug: string, submission: Submission): Promise<Result<Recorded>> =>
  transact<Recorded>(context, programSlug, async (tx) => {
    await authorise(tx.db, context.actor, tx.program, mayRecordRun);
    return accept(await recordWithin(tx, submission));
  });
