import type { PreviewAnswer, PreviewBody } from '@/lib/contract/v1/backtest';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { checkOutcomes } from '@/lib/domain/words';
import { findShownDiscrepancy, type ShownDiscrepancy } from '@/lib/store/backtest';
import type { Db } from '@/lib/store/database';
import { findPattern } from '@/lib/store/patterns';
import { listExamples } from '@/lib/store/read-models/one-pattern';
import { wordOf } from '@/lib/store/words';
import type { Context } from '@/lib/usecases/context';
import { inProgram, type Viewing } from './parts/viewing';
import { judgeTwice } from './rules/judge-twice';
import { rulesRef, twoRuleSets } from './rules/two-rule-sets';

const mostExamples = 20;

const ofPattern = async ({ db, program }: Viewing, contextId: string, number: number): Promise<ShownDiscrepancy[]> => {
  const pattern = await findPattern(db, program.id, String(number));
  if (pattern?.contextId !== contextId) throw refused('not_found', `This context has no pattern ${number}.`);
  return listExamples(db, pattern.id, mostExamples);
};

const ofRun = async (db: Db, contextId: string, run: number, position: number): Promise<ShownDiscrepancy[]> => {
  const found = await findShownDiscrepancy(db, contextId, run, position);
  if (found === null) throw refused('not_found', `Run ${run} of this context shows no discrepancy at ${position}.`);
  return [found];
};

/** One discrepancy, or the examples of a pattern, under a draft beside the rules that it would replace. Nothing is written. */
export const previewRules = (
  context: Context,
  programSlug: string,
  contextSlug: string,
  body: PreviewBody,
): Promise<Result<PreviewAnswer>> =>
  inProgram(context, programSlug, async (viewing) => {
    const two = await twoRuleSets(viewing, contextSlug, body);
    const { of } = body;
    const shown =
      'pattern' in of
        ? await ofPattern(viewing, two.about.id, of.pattern)
        : await ofRun(viewing.db, two.about.id, of.run, of.position);
    return {
      context: two.about.slug,
      draft: rulesRef(two.draft),
      against: rulesRef(two.against),
      items: shown.map(({ run, windowTo, discrepancy, outcome }) => ({
        ...judgeTwice({ number: run, windowTo }, discrepancy, two),
        recorded: wordOf(checkOutcomes, outcome),
      })),
    };
  });
