import type { Effects } from '@/lib/domain/decision/effects';
import type { Db } from './database';

/** The ledger entries that the changes of a decision were recorded in, in the order of the effects. */
export type EffectEntries = { authority: number[]; stage: number | null };

/** Writes what executing a decision changes of authority, stages and windows. */
export const saveEffects = async (
  db: Db,
  where: { contextId: string; decisionId: string },
  effects: Effects,
  entries: EffectEntries,
): Promise<void> => {
  for (const [position, change] of effects.authority.entries()) {
    const entry = entries.authority[position];
    if (entry === undefined) throw new Error('a change of authority has no ledger entry');
    const { laneId, closes, opens } = change;
    if (closes !== null) {
      await db.authorityInterval.update({
        where: { laneId_epoch: { laneId, epoch: closes.epoch } },
        data: { endsAt: closes.to, closedEntry: entry },
      });
    }
    await db.authorityInterval.create({
      data: {
        laneId,
        epoch: opens.epoch,
        side: opens.side,
        legacyAfter: opens.legacyAfter ?? null,
        startsAt: opens.from,
        decisionId: where.decisionId,
        openedEntry: entry,
      },
    });
  }
  if (effects.stage !== null) await saveStage(db, where, effects.stage, entries.stage);
  for (const { laneId, opensAt, closesAt } of effects.windowsOpened) {
    await db.rollbackWindow.create({ data: { laneId, decisionId: where.decisionId, opensAt, closesAt } });
  }
  for (const { laneId, decision, endedAt } of effects.windowsEnded) {
    await db.rollbackWindow.update({
      where: { laneId_decisionId: { laneId, decisionId: decision.id } },
      data: { endedAt, endedBy: where.decisionId },
    });
  }
};

const saveStage = async (
  db: Db,
  where: { contextId: string; decisionId: string },
  stage: NonNullable<Effects['stage']>,
  entry: number | null,
): Promise<void> => {
  if (entry === null) throw new Error('a change of stage has no ledger entry');
  const last = await db.stageInterval.findFirstOrThrow({ where: { contextId: where.contextId, endsAt: null } });
  await db.stageInterval.update({
    where: { contextId_number: { contextId: where.contextId, number: last.number } },
    data: { endsAt: stage.effectiveFrom, closedEntry: entry },
  });
  await db.stageInterval.create({
    data: {
      contextId: where.contextId,
      number: last.number + 1,
      stage: stage.to,
      startsAt: stage.effectiveFrom,
      decisionId: where.decisionId,
      openedEntry: entry,
    },
  });
  await db.context.update({ where: { id: where.contextId }, data: { stage: stage.to } });
};
