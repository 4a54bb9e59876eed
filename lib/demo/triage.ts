import { triagePattern } from '@/lib/usecases/commands/triage-pattern';
import { listPatterns } from '@/lib/usecases/queries/list-patterns';
import type { Act } from './scenario/act';
import { contextAt, must, type Stage } from './stage';

/** Says what the open pattern of a field is, as somebody did who had looked at it. */
export const triage = async (stage: Stage, act: Extract<Act, { do: 'triage' }>, at: Date): Promise<void> => {
  const what = `triage of ${act.field} in ${act.context}`;
  const context = contextAt(stage.cast(act.by, at), at);
  const query = { context: act.context, state: 'open', limit: 100 } as const;
  const { items } = must(what, await listPatterns(context, stage.program, query));
  const pattern = items.find((one) => one.field === act.field);
  if (pattern === undefined) throw new Error(`${what}: there is no such open pattern`);
  const owner = act.owner === undefined ? {} : { owner: stage.cast(act.owner, at).personId };
  const patch = { ...act.patch, ...owner, revision: pattern.revision };
  must(what, await triagePattern(context, stage.program, pattern.id, patch));
};
