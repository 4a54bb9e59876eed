import type { BoardRow, BoardView } from '@/lib/contract/views/board';
import type { Result } from '@/lib/domain/kernel/refusal';
import { burnDown } from '@/lib/domain/retirement/burn-down';
import { listDecisionLines } from '@/lib/store/read-models/decision-lines';
import { ledgerHead, listNews } from '@/lib/store/read-models/history';
import type { ListedContext } from '@/lib/store/read-models/recorded-contexts';
import { listRetirementLines } from '@/lib/store/read-models/retirement-items';
import type { Context } from '@/lib/usecases/context';
import { progressText } from './board/lede';
import { runwayOf } from './board/runway';
import { undatedIn } from './decommission/undated';
import { verdictOf } from './decommission/verdict';
import { attestationEnds } from './parts/attestation-ends';
import { calledBy } from './parts/called';
import { canOpenOf } from './parts/can-open';
import { decisionRowOf, stoodIn } from './parts/decision-row';
import { dueOf } from './parts/due';
import { newsOf, newsTypes } from './parts/feed';
import { aheadOf } from './parts/gate';
import { holdsOn, placeHoldAct, programHold } from './parts/holds';
import { lockOf } from './parts/lock';
import { loadPicture, type Picture, policyIn } from './parts/picture';
import { proposeNextAct } from './parts/propose-act';
import { contextRefOf } from './parts/refs';
import { trackOf } from './parts/track';
import { inProgram, type Viewing } from './parts/viewing';
import { windowsOf } from './parts/windows';

const shownNews = 12;

/** The decision of a context that says most about what comes next: a move before rules, the oldest first. */
const decisionOf = (picture: Picture, context: ListedContext, { asker }: Viewing): BoardRow['decision'] => {
  const own = picture.open.filter(({ decision }) => decision.contextId === context.id);
  const first = own.find(({ decision }) => decision.kind === 'advance') ?? own[0];
  if (first === undefined) return null;
  const { number, title, state, standing, waitsForYou } = decisionRowOf(picture, stoodIn(picture, first), asker.actor);
  return { number, title, state, standing, waitsForYou };
};

const rowOf = (picture: Picture, context: ListedContext, viewing: Viewing): BoardRow => {
  const ahead = aheadOf(picture, context);
  const [hold] = holdsOn(picture, context, viewing.asker);
  return {
    ...contextRefOf(context),
    owners: context.owners,
    lock: lockOf(picture, context, ahead),
    track: trackOf(context, picture.now),
    gate: ahead?.gate ?? null,
    canOpen: canOpenOf(picture, context, ahead),
    hold: hold?.context == null ? null : hold,
    decision: decisionOf(picture, context, viewing),
    propose: proposeNextAct(picture, context, viewing.asker),
  };
};

const rank = ({ canOpen, gate, hold }: BoardRow): number => {
  if (gate === null) return 4;
  if (hold !== null || gate.state === 'blocked') return 3;
  return canOpen.kind === 'now' ? 0 : canOpen.kind === 'day' ? 1 : 2;
};

/** In the order in which they can move; those with no date in the manifest's order. */
const inOrder = (rows: readonly BoardRow[]): BoardRow[] =>
  rows
    .map((row, index) => ({ row, index }))
    .sort(
      (a, b) =>
        rank(a.row) - rank(b.row) ||
        (a.row.canOpen.at ?? '').localeCompare(b.row.canOpen.at ?? '') ||
        a.index - b.index,
    )
    .map(({ row }) => row);

/** The number of the decision that waits for this person, the first to expire before the others. */
const reviewOf = (picture: Picture, { asker }: Viewing): number | null => {
  const waiting = picture.open
    .map((listed) => decisionRowOf(picture, stoodIn(picture, listed), asker.actor))
    .filter(({ waitsForYou }) => waitsForYou)
    .sort((a, b) => (a.expiresAt ?? '9999').localeCompare(b.expiresAt ?? '9999'));
  return waiting[0]?.number ?? null;
};

/** One program: how far each context has come, what keeps it, what changed lately and what is due. */
export const viewBoard = (context: Context, programSlug: string): Promise<Result<BoardView>> =>
  inProgram(context, programSlug, async (viewing) => {
    const { db, program, now, asker, you } = viewing;
    const picture = await loadPicture(db, [program.id], now);
    const { contexts } = picture;
    const items = await listRetirementLines(db, [program.id]);
    const decisions = await listDecisionLines(db, program.id);
    const ledger = await ledgerHead(db, program.id);
    const news = await listNews(db, ledger.id, { types: newsTypes, limit: shownNews });
    const words = [...picture.evidence.values()].flatMap(({ attestations }) => attestations);
    const windows = windowsOf(picture, contexts, { slug: program.slug, name: program.name }, asker);
    const burn = burnDown({ items, from: program.createdAt, hardDate: program.hardDate, now });
    const verdict = { burn, hardDate: program.hardDate, zone: program.zone, now, undated: undatedIn(picture) };
    return {
      program: { slug: program.slug, name: program.name, description: program.description, zone: program.zone },
      now: now.toISOString(),
      lede: `${progressText(contexts, now)}${burn.total === 0 ? '' : ` ${verdictOf(verdict)}.`}`,
      runway: runwayOf(program, windows, burn.remaining === 0 ? null : (burn.pace?.projectedEnd ?? null), now),
      rows: inOrder(contexts.map((listed) => rowOf(picture, listed, viewing))),
      hold: programHold(picture, program.id, asker),
      placeHold: placeHoldAct(asker),
      review: reviewOf(picture, viewing),
      lately: newsOf(news, you, calledBy(picture)),
      due: dueOf({
        program,
        now,
        warnHours: policyIn(picture, program.id).document.windowWarnHours,
        contexts,
        decisions,
        items,
        attestations: attestationEnds(contexts, picture.criteriaDocuments, words),
      }),
    };
  });
