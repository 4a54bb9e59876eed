import type { Act, WindowView } from '@/lib/contract/views/parts';
import { mayRollBack } from '@/lib/domain/access/may';
import { roleTitles } from '@/lib/domain/access/role-titles';
import type { Asker } from '@/lib/domain/access/rule';
import { laneNameOf } from '@/lib/domain/authority/lane';
import { isClosing, wayBackWindow } from '@/lib/domain/authority/window';
import { type LaneState, sideOnRecord } from '@/lib/domain/decision/context-state';
import type { PolicyDocument } from '@/lib/domain/policy/document';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { lanesText } from './lane-words';
import { lockOf } from './lock';
import { type Picture, policyIn } from './picture';
import { provenIn } from './proofs';
import { contextRefOf } from './refs';
import { actOf } from './viewing';

/** The lanes of a context that may go back now, with the window through which each would. */
export const returningLanes = (context: ListedContext, now: Date) =>
  context.lanes.flatMap((state: LaneState) => {
    const window = sideOnRecord(state) === 'target' ? wayBackWindow(state.windows, now) : undefined;
    return window === undefined ? [] : [{ lane: state.lane, window }];
  });

/** Who goes back through an open window, and what follows. */
export const backAtOnceText = ({ rollbackRoles, reviewHours }: PolicyDocument): string =>
  `One person of ${rollbackRoles.map((role) => roleTitles[role]).join(' or ')} goes back at once, with a reason; a review must be signed off within ${reviewHours} h.`;

export const rollbackAct = (picture: Picture, context: ListedContext, asker: Asker): Act =>
  actOf(mayRollBack(policyIn(picture, context.programId).document)(asker));

/** The ways back that are open now, one for each decision that opened them, the first to close first. */
export const windowsOf = (
  picture: Picture,
  contexts: readonly ListedContext[],
  program: { slug: string; name: string },
  asker: Asker,
): WindowView[] =>
  contexts
    .flatMap((context) => {
      const open = returningLanes(context, picture.now);
      const numbers = [...new Set(open.map(({ window }) => window.decision.number))];
      if (numbers.length === 0) return [];
      const lock = lockOf(picture, context);
      const rollback = rollbackAct(picture, context, asker);
      const { windowWarnHours: warnHours } = policyIn(picture, context.programId).document;
      return numbers.flatMap((number): WindowView[] => {
        const own = open.filter(({ window }) => window.decision.number === number);
        const [first] = own;
        if (first === undefined) return [];
        const lanes = own.map(({ lane }) => lane);
        const proven = provenIn(context, lanes, picture.now);
        return [
          {
            program,
            context: contextRefOf(context),
            lock,
            decision: number,
            lanes: lanes.map(laneNameOf),
            lanesText: lanesText(
              lanes,
              context.lanes.map(({ lane }) => lane),
            ),
            opensAt: first.window.opensAt.toISOString(),
            closesAt: first.window.closesAt.toISOString(),
            closing: isClosing(first.window, picture.now, warnHours),
            wayBack: proven.state,
            note: proven.state === 'lossless' ? null : proven.sentence,
            rollback,
          },
        ];
      });
    })
    .sort((a, b) => (a.closesAt < b.closesAt ? -1 : 1));
