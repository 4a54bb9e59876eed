import type { PatternView } from '@/lib/contract/v1/patterns';
import type { PatternState } from '@/lib/domain/words';
import { mergePattern } from '@/lib/usecases/commands/merge-pattern';
import { triagePattern } from '@/lib/usecases/commands/triage-pattern';
import type { Context } from '@/lib/usecases/context';
import { listPatterns } from '@/lib/usecases/queries/list-patterns';
import { instantOn } from './calendar';
import type { Of } from './scenario/act';
import { contextAt, must, type Stage } from './stage';

type Wanted = { context: string; fields: readonly string[]; state: PatternState };

/** Patterns of fields as somebody sees them in the inbox, the one that shows most first. */
const patternsOf = async (
  context: Context,
  program: string,
  wanted: Wanted,
): Promise<[PatternView, ...PatternView[]]> => {
  const what = `a pattern of ${wanted.fields.join(' or ')} in ${wanted.context} that is ${wanted.state}`;
  const query = { context: wanted.context, state: wanted.state, sort: 'count', limit: 100 } as const;
  const { items } = must(what, await listPatterns(context, program, query));
  const [first, ...others] = items.filter(({ field }) => field !== null && wanted.fields.includes(field));
  if (first === undefined) throw new Error(`there is no ${what}`);
  return [first, ...others];
};

/** Says what the pattern of a field is, as somebody did who had looked at it. */
export const triage = async (stage: Stage, act: Of<'triage'>, at: Date): Promise<void> => {
  const context = contextAt(stage.cast(act.by, at), at);
  const { state = 'open', field, owner, due } = act;
  const [pattern] = await patternsOf(context, stage.program, { context: act.context, fields: [field], state });
  const patch = {
    ...act.patch,
    ...(owner === undefined ? {} : { owner: stage.cast(owner, at).personId }),
    ...(due === undefined ? {} : { due: instantOn(stage.calendar, due).toISOString().slice(0, 10) }),
    revision: pattern.revision,
  };
  must(`triage of ${field} in ${act.context}`, await triagePattern(context, stage.program, pattern.id, patch));
};

/** Puts the open patterns of some fields under the largest of them, since one cause makes them all. */
export const mergePatterns = async (stage: Stage, act: Of<'merge'>, at: Date): Promise<void> => {
  const context = contextAt(stage.cast(act.by, at), at);
  const wanted = { context: act.context, fields: act.fields, state: 'open' } as const;
  const [head, ...others] = await patternsOf(context, stage.program, wanted);
  for (const { id, revision, number } of others) {
    must(`merging P-${number}`, await mergePattern(context, stage.program, id, { revision, into: head.id }));
  }
};
