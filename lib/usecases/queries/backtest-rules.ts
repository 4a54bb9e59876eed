import { type BacktestAnswer, type BacktestBody, backtestMost } from '@/lib/contract/v1/backtest';
import { type BacktestExample, gravestFirst, type Moved, type RateBeforeAfter } from '@/lib/domain/comparison/backtest';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { patternStates, type Severity } from '@/lib/domain/words';
import { findPatternHeads, listRunsOfPeriod, type PatternHead, type Period } from '@/lib/store/backtest';
import { countOpenOfChecks } from '@/lib/store/check-patterns';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { inProgram } from './parts/viewing';
import { backtestSentences } from './rules/backtest-words';
import { judgeTwice } from './rules/judge-twice';
import { bounds, runBacktest } from './rules/run-backtest';
import { rulesRef, type TwoRuleSets, twoRuleSets } from './rules/two-rule-sets';

const dayMs = 86_400_000;
const usualDays = 30;
const mostRuns = 5_000;
const mostShown = 100;

/** Who asks for many at once waits: each keeps a connection and a core for a while. */
const mostAtOnce = 2;
let running = 0;

const periodOf = ({ from, to, layer, workload }: BacktestBody, now: Date): Period => {
  const end = to === undefined ? now : new Date(to);
  const start = from === undefined ? new Date(end.getTime() - usualDays * dayMs) : new Date(from);
  const days = (end.getTime() - start.getTime()) / dayMs;
  if (days <= 0 || days > backtestMost.days) {
    const detail = `A period ends after it begins, and is at most ${backtestMost.days} days long.`;
    throw refused('invalid_body', detail, [{ pointer: '/from', detail }]);
  }
  return { from: start, to: end, layer, workload };
};

type Heads = ReadonlyMap<string, PatternHead>;

/** What has no pattern is nobody's judgement, and counts as critical. */
const gravityIn =
  (heads: Heads) =>
  (patternId: string | null): Severity =>
    heads.get(patternId ?? '')?.gravity ?? 'critical';

const patternRef = (head: PatternHead) => ({
  id: head.head,
  number: head.number,
  sentence: head.sentence,
  state: wordOf(patternStates, head.state),
  severity: head.gravity,
});

const sharePlaces = 1_000_000n;

/** Six places, cut, so that nothing short of all is shown as all. */
const shareOf = (part: number, whole: number): string => {
  const millionths = (BigInt(part) * sharePlaces) / BigInt(whole);
  const digits = millionths.toString().padStart(7, '0');
  return `${digits.slice(0, -6)}.${digits.slice(-6)}`;
};

const rateView = (rate: RateBeforeAfter): BacktestAnswer['rates'][number] => {
  const { layer, workload, runs, leftOut, records, matched, acceptedBefore, acceptedAfter } = rate;
  const of = (accepted: number) => (records === 0 ? null : shareOf(matched + accepted, records));
  return { layer, workload, runs, leftOut, records, before: of(acceptedBefore), after: of(acceptedAfter) };
};

const total = (moved: Iterable<Moved>) => {
  let [count, critical, patterns] = [0, 0, 0];
  for (const each of moved) {
    count += each.count;
    critical += each.critical;
    patterns += 1;
  }
  return { count, critical, patterns };
};

/** The critical ones among examples first. */
const criticalFirst = (examples: readonly BacktestExample[]): BacktestExample[] =>
  [...examples].sort((a, b) => Number(b.before.severity === 'critical') - Number(a.before.severity === 'critical'));

/**
 * Pattern by pattern, the gravest first; members of a merged one are told together, and as what the gravest of those that
 * moved is to a gate: merging hides none of them behind a milder one. A line names its gravest member, whose examples lead.
 */
const byHead = (moved: Iterable<Moved>, heads: Heads): Moved[] => {
  const merged = new Map<string, Moved>();
  for (const each of gravestFirst(moved, gravityIn(heads))) {
    const name = heads.get(each.patternId ?? '')?.head ?? each.patternId ?? '';
    const known = merged.get(name);
    if (known === undefined) merged.set(name, { ...each, examples: criticalFirst(each.examples) });
    else {
      known.count += each.count;
      known.critical += each.critical;
      known.examples = [...known.examples, ...criticalFirst(each.examples)].slice(0, 3);
    }
  }
  return gravestFirst(merged.values(), gravityIn(heads));
};

const answerOf = (two: TwoRuleSets, moved: Moved, heads: Heads): BacktestAnswer['newlyAccepted']['items'][number] => {
  const head = heads.get(moved.patternId ?? '');
  return {
    pattern: head === undefined ? null : patternRef(head),
    count: moved.count,
    critical: moved.critical,
    examples: moved.examples.map(({ run, discrepancy }: BacktestExample) => judgeTwice(run, discrepancy, two)),
  };
};

const backtest = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  body: BacktestBody,
): Promise<Result<BacktestAnswer>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, now } = viewing;
    const two = await twoRuleSets(viewing, contextSlug, body);
    const period = periodOf(body, now);
    const listed = await listRunsOfPeriod(db, two.about.id, period, mostRuns + 1);
    const runs = listed.slice(0, mostRuns);
    const within = { ...bounds, discrepancies: body.limit ?? bounds.discrepancies };
    const { backtest: found, progress } = await runBacktest(db, runs, two, within);
    const ids = [found.accepted, found.flagged, found.reclassified].flatMap((list) =>
      [...list.values()].flatMap(({ patternId }) => (patternId === null ? [] : [patternId])),
    );
    const heads = new Map((await findPatternHeads(db, [...new Set(ids)])).map((head) => [head.id, head]));
    const view = (list: ReadonlyMap<string, Moved>) => {
      const moved = byHead(list.values(), heads);
      return {
        ...total(moved),
        items: moved.slice(0, mostShown).map((each) => answerOf(two, each, heads)),
      };
    };
    const stored = runs.reduce((all, run) => all + run.discrepancies, 0);
    const stopped: BacktestAnswer['discrepancies']['stopped'] =
      progress.stopped ?? (listed.length > runs.length ? 'runs' : null);
    const renamed = gravestFirst(found.reclassified.values(), gravityIn(heads));
    const answer = {
      context: two.about.slug,
      draft: rulesRef(two.draft),
      against: rulesRef(two.against),
      period: { from: period.from.toISOString(), to: period.to.toISOString() },
      runs: {
        found: runs.length,
        judged: progress.judged,
        sampled: runs.filter(({ sampled }) => sampled).length,
        letGo: progress.letGo,
      },
      discrepancies: {
        stored,
        judged: found.judged,
        complete: stopped === null && progress.letGo === 0 && found.judged === stored && found.beyond === 0,
        stopped,
      },
      open: found.open,
      newlyAccepted: view(found.accepted),
      newlyFlagged: view(found.flagged),
      reclassified: {
        ...total(renamed),
        items: renamed
          .slice(0, mostShown)
          .map((each) => ({ ...answerOf(two, each, heads), before: each.before, after: each.after })),
      },
      rates: found.rates().map(rateView),
    };
    return { ...answer, sentences: backtestSentences(answer, await countOpenOfChecks(db, two.about.id)) };
  });

/**
 * What a draft would make of the stored discrepancies of a period, beside the rules that it would replace. Nothing is
 * written. It ends by itself, and says how far it came.
 */
export const backtestRules = async (
  context: Context,
  programSlug: string,
  contextSlug: string,
  body: BacktestBody,
): Promise<Result<BacktestAnswer>> => {
  if (running >= mostAtOnce) {
    const detail = 'As many backtests as there may be are running; ask again in a minute.';
    return { ok: false, refusal: { code: 'throttled', detail } };
  }
  running += 1;
  try {
    return await backtest(context, programSlug, contextSlug, body);
  } finally {
    running -= 1;
  }
};
