import { type CohortCondition, shareOf } from '@/lib/domain/authority/condition';
import { audienceRef, laneText } from '@/lib/domain/authority/lane';
import type { LanesRedrawn } from '@/lib/domain/decision/plan-redraw';
import type { RedrawnCohort, RedrawnSubscriber } from '@/lib/domain/decision/redraw-payload';
import type { Workload } from '@/lib/domain/words';
import type { Db } from './database';
import { json } from './json-column';
import { wordOf } from './words';

type Place = { programId: string; contextId: string; decisionId: string; entry: number };

/** A share of the traffic in thousandths of a percent; a share of the keys is one of the traffic, as far as anybody knows. */
export const thousandthsOf = (percent: number | null | undefined, condition: CohortCondition | null): number | null => {
  if (percent !== null && percent !== undefined) return Math.round(percent * 1_000);
  const share = condition === null ? undefined : shareOf(condition);
  return share === undefined ? null : Math.round(share * 1_000);
};

const endLanes = async (db: Db, { entry }: Place, { payload, effectiveFrom }: LanesRedrawn): Promise<void> => {
  for (const { laneId, epoch } of payload.lanes) {
    await db.authorityInterval.update({
      where: { laneId_epoch: { laneId, epoch } },
      data: { endsAt: effectiveFrom, closedEntry: entry },
    });
  }
  const ended = { lanes: { some: { id: { in: payload.lanes.map(({ laneId }) => laneId) } } } };
  await db.audience.updateMany({ where: ended, data: { drawnUntil: effectiveFrom, undrawnEntry: entry } });
};

const drawAudience = async (
  db: Db,
  { programId, contextId, entry }: Place,
  drawnFrom: Date,
  workloads: readonly Workload[],
  audience: (RedrawnCohort & { kind: 'cohort' }) | (RedrawnSubscriber & { kind: 'subscriber'; condition: null }),
): Promise<void> => {
  const { kind, slug, name, position, condition, trafficPercent } = audience;
  await db.audience.create({
    data: {
      contextId,
      kind,
      slug,
      name,
      position,
      condition: condition === null ? {} : json(condition),
      workloads: [...workloads],
      owner: audience.kind === 'subscriber' ? audience.owner : null,
      trafficThousandths: thousandthsOf(trafficPercent, condition),
      drawnFrom,
      drawnEntry: entry,
      lanes: { create: workloads.map((workload) => ({ programId, contextId, workload })) },
    },
  });
};

/** What stays may be called otherwise, and have another share of the traffic. */
const describeKept = async (db: Db, { contextId }: Place, { payload }: LanesRedrawn): Promise<void> => {
  for (const { slug, name, trafficPercent, condition, kept } of payload.cohorts) {
    if (!kept) continue;
    const data = { name, trafficThousandths: thousandthsOf(trafficPercent, condition) };
    await db.audience.updateMany({ where: { contextId, kind: 'cohort', slug, drawnUntil: null }, data });
  }
  for (const { slug, name, trafficPercent, owner, kept } of payload.subscribers ?? []) {
    if (!kept) continue;
    const data = { name, owner, trafficThousandths: thousandthsOf(trafficPercent, null) };
    await db.audience.updateMany({ where: { contextId, kind: 'subscriber', slug, drawnUntil: null }, data });
  }
};

/** Workloads that are new here, with lanes of the cohorts that stay. */
const addWorkloads = async (db: Db, { programId, contextId }: Place, { payload }: LanesRedrawn): Promise<void> => {
  const known = await db.contextWorkload.findMany({ where: { contextId } });
  const added = payload.workloads.filter((workload) => known.every((row) => row.workload !== workload));
  for (const [at, workload] of added.entries()) {
    await db.contextWorkload.create({ data: { contextId, workload, position: known.length + at } });
    const slugs = payload.cohorts.filter((cohort) => cohort.kept).map(({ slug }) => slug);
    const kept = await db.audience.findMany({
      where: { contextId, kind: 'cohort', drawnUntil: null, slug: { in: slugs } },
    });
    await db.lane.createMany({ data: kept.map(({ id }) => ({ programId, contextId, workload, audienceId: id })) });
  }
};

const beginLanes = async (db: Db, place: Place, { begun, effectiveFrom }: LanesRedrawn): Promise<void> => {
  const { contextId, decisionId, entry } = place;
  const rows = await db.lane.findMany({
    where: { contextId, audience: { drawnUntil: null } },
    include: { audience: true },
  });
  const named = new Map(
    rows.map(({ id, workload, audience: { kind, slug } }) => {
      const audience = audienceRef({ kind: wordOf(['cohort', 'subscriber'] as const, kind), slug });
      return [`${workload}/${audience}`, id];
    }),
  );
  for (const lane of begun) {
    const laneId = named.get(laneText(lane));
    if (laneId === undefined) throw new Error(`the lane ${laneText(lane)} was not drawn`);
    await db.laneParent.createMany({ data: lane.parentIds.map((parentId) => ({ laneId, parentId })) });
    await db.authorityInterval.create({
      data: {
        laneId,
        epoch: lane.epoch,
        side: lane.side,
        startsAt: effectiveFrom,
        decisionId,
        openedEntry: entry,
        legacyAfter: lane.legacyAfter,
      },
    });
    if (lane.windowUntil !== null) {
      await db.rollbackWindow.create({
        data: { laneId, decisionId, opensAt: effectiveFrom, closesAt: lane.windowUntil },
      });
    }
  }
};

/** Writes lanes that were drawn anew: what ends, what begins and from what; `entry` is the ledger entry that says so. */
export const saveRedraw = async (db: Db, place: Place, change: LanesRedrawn): Promise<void> => {
  const { payload, effectiveFrom } = change;
  await endLanes(db, place, change);
  await describeKept(db, place, change);
  await addWorkloads(db, place, change);
  for (const cohort of payload.cohorts) {
    if (!cohort.kept) await drawAudience(db, place, effectiveFrom, payload.workloads, { kind: 'cohort', ...cohort });
  }
  for (const subscriber of payload.subscribers ?? []) {
    if (subscriber.kept) continue;
    const drawn = { kind: 'subscriber' as const, condition: null, ...subscriber };
    await drawAudience(db, place, effectiveFrom, subscriber.workloads, drawn);
  }
  await beginLanes(db, place, change);
};
