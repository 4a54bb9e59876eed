import type { Act } from '@/lib/contract/views/parts';
import { mayPropose } from '@/lib/domain/access/may';
import type { Asker } from '@/lib/domain/access/rule';
import { rulesOf } from '@/lib/domain/decision/kinds/all';
import type { Proposal } from '@/lib/domain/decision/proposal';
import { overlapRefusal } from '@/lib/domain/decision/propose';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { nextMoveOf } from './next-move';
import { liveIn, type Picture, worldIn } from './picture';
import { actOf, actUnless, mayNot } from './viewing';

/** Whether this person may propose it now, as the proposal itself would answer. */
export const proposalAct = (picture: Picture, context: ListedContext, asker: Asker, proposal: Proposal): Act => {
  const permission = actOf(mayPropose(proposal)(asker));
  if (!permission.allowed) return permission;
  const payload = rulesOf(proposal.kind).derive(worldIn(picture, context, null), proposal);
  if (!payload.ok) return actUnless(payload.refusal);
  return actUnless(overlapRefusal(payload.value, liveIn(picture, context.id))?.refusal ?? null);
};

/** Whether this person may propose the move that lies ahead of a context. */
export const proposeNextAct = (picture: Picture, context: ListedContext, asker: Asker): Act => {
  const next = nextMoveOf(picture, context);
  if (next === null) return mayNot('No further move towards target lies ahead of this context.');
  const told = { title: '', rationale: '' };
  const lanes = next.to === 'full' ? [] : next.lanes;
  return proposalAct(picture, context, asker, { kind: 'advance', to: next.to, lanes, ...told });
};
