import { cohortConditionSchema } from '@/lib/domain/authority/condition';
import type { AuthorityInterval, StageInterval } from '@/lib/domain/authority/interval';
import { type Audience, byPlace, type Lane } from '@/lib/domain/authority/lane';
import type { WayBackProof } from '@/lib/domain/authority/way-back';
import type { RollbackWindow } from '@/lib/domain/authority/window';
import { type ContextState, drawingOf, type LaneState } from '@/lib/domain/decision/context-state';
import { legacyRoles, riskClasses, type Stage, stages, type Workload, workloads } from '@/lib/domain/words';
import type { Context as ContextRow, Prisma } from '@/prisma/generated/client';
import type { Db } from './database';
import { toProof } from './way-back-proofs';
import { wordOf } from './words';

export type { ContextRow };

export const findContext = (db: Db, programId: string, slug: string): Promise<ContextRow | null> =>
  db.context.findUnique({ where: { programId_slug: { programId, slug } } });

export const findContextById = (db: Db, id: string): Promise<ContextRow> =>
  db.context.findUniqueOrThrow({ where: { id } });

export const listContexts = (db: Db, programId: string): Promise<ContextRow[]> =>
  db.context.findMany({ where: { programId }, orderBy: { position: 'asc' } });

const withRecord = {
  workloads: { orderBy: { position: 'asc' } },
  wayBackProofs: { orderBy: { recordedAt: 'asc' } },
  ruleSets: { select: { version: true, digest: true, state: true }, orderBy: { version: 'asc' } },
  stages: { include: { decision: { select: { number: true } } }, orderBy: { number: 'asc' } },
  lanes: {
    include: {
      audience: true,
      parents: { select: { parentId: true } },
      intervals: { include: { decision: { select: { number: true } } }, orderBy: { epoch: 'asc' } },
      windows: {
        include: {
          decision: { select: { number: true } },
          extensions: { select: { closesAt: true, extendedAt: true }, orderBy: { number: 'asc' } },
        },
        orderBy: { opensAt: 'asc' },
      },
    },
  },
} satisfies Prisma.ContextInclude;

type Loaded = Prisma.ContextGetPayload<{ include: typeof withRecord }>;
type LoadedLane = Loaded['lanes'][number];

const toAudience = ({
  kind,
  slug,
  name,
  position,
  condition,
  trafficThousandths,
}: LoadedLane['audience']): Audience => {
  const told = {
    slug,
    name,
    position,
    ...(trafficThousandths === null ? {} : { trafficPercent: trafficThousandths / 1_000 }),
  };
  return kind === 'subscriber'
    ? { kind, ...told, condition: null }
    : { kind: 'cohort', ...told, condition: cohortConditionSchema.parse(condition) };
};

const toLane = (row: LoadedLane): Lane => ({
  id: row.id,
  contextId: row.contextId,
  workload: wordOf(workloads, row.workload),
  audience: toAudience(row.audience),
});

const toInterval = (row: LoadedLane['intervals'][number]): AuthorityInterval => ({
  laneId: row.laneId,
  epoch: row.epoch,
  side: wordOf(['legacy', 'target'] as const, row.side),
  from: row.startsAt,
  to: row.endsAt,
  decision: { id: row.decisionId, number: row.decision.number },
  ...(row.legacyAfter === null ? {} : { legacyAfter: wordOf(legacyRoles, row.legacyAfter) }),
  openedAtEntry: row.openedEntry,
  closedAtEntry: row.closedEntry,
});

const toWindow = (row: LoadedLane['windows'][number]): RollbackWindow => ({
  laneId: row.laneId,
  decision: { id: row.decisionId, number: row.decision.number },
  opensAt: row.opensAt,
  closesAt: row.closesAt,
  extensions: row.extensions.length,
  extended: row.extensions.map(({ closesAt, extendedAt }) => ({ before: closesAt, at: extendedAt })),
  endedAt: row.endedAt,
});

/** A stage with the decision that began it (null for planned) and the ledger entries of its two ends. */
export type RecordedStage = StageInterval & {
  decision: { id: string; number: number } | null;
  openedAtEntry: number;
  closedAtEntry: number | null;
};

const toStage = (row: Loaded['stages'][number]): RecordedStage => ({
  stage: wordOf(stages, row.stage),
  from: row.startsAt,
  to: row.endsAt,
  decision:
    row.decisionId === null || row.decision === null ? null : { id: row.decisionId, number: row.decision.number },
  openedAtEntry: row.openedEntry,
  closedAtEntry: row.closedEntry,
});

/** A context with its whole record of authority and stages. */
export type RecordedContext = Omit<ContextState, 'stages'> & {
  programId: string;
  name: string;
  stage: Stage;
  stages: RecordedStage[];
  workloads: Workload[];
  /** Proofs of the way back of its workloads, those that ended or were withdrawn as well. */
  proofs: readonly WayBackProof[];
};

const toLaneState = (lane: LoadedLane): LaneState => ({
  lane: toLane(lane),
  intervals: lane.intervals.map(toInterval),
  windows: lane.windows.map(toWindow),
  ...(lane.parents.length === 0 ? {} : { parents: lane.parents.map(({ parentId }) => parentId) }),
});

const toRecorded = (row: Loaded): RecordedContext => ({
  id: row.id,
  programId: row.programId,
  slug: row.slug,
  name: row.name,
  risk: wordOf(riskClasses, row.risk),
  stage: wordOf(stages, row.stage),
  stages: row.stages.map(toStage),
  workloads: row.workloads.map(({ workload }) => wordOf(workloads, workload)),
  proofs: row.wayBackProofs.map(toProof),
  ruleSets: row.ruleSets.map((set) => ({
    ...set,
    state: wordOf(['draft', 'in_force', 'superseded'] as const, set.state),
  })),
  ...drawingOf(row.lanes.map(toLaneState).sort((a, b) => byPlace(a.lane, b.lane))),
});

export const loadContextState = async (db: Db, contextId: string): Promise<RecordedContext> =>
  toRecorded(await db.context.findUniqueOrThrow({ where: { id: contextId }, include: withRecord }));

/** Every context of a program with its record, in the manifest's order. */
export const listContextStates = async (db: Db, programId: string): Promise<RecordedContext[]> =>
  (await db.context.findMany({ where: { programId }, include: withRecord, orderBy: { position: 'asc' } })).map(
    toRecorded,
  );

/** True once any lane of the context ever had an interval: from then on its lanes change only by decision. */
export const hasAuthorityRecord = async (db: Db, contextId: string): Promise<boolean> =>
  (await db.authorityInterval.findFirst({ where: { lane: { contextId } }, select: { epoch: true } })) !== null;
