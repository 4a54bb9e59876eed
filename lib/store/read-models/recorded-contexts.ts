import { z } from 'zod';
import { cohortConditionSchema } from '@/lib/domain/authority/condition';
import { byPlace } from '@/lib/domain/authority/lane';
import { drawingOf } from '@/lib/domain/decision/context-state';
import { legacyRoles, riskClasses, sides, stages, wayBackQualities, workloads } from '@/lib/domain/words';
import type { RecordedContext } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';

// Every context of some programs with its whole record of stages and authority, in one statement: what screens that show
// many contexts at once are made from.

const instant = z.string().transform((text) => new Date(text));

const stageRow = z.object({
  stage: z.enum(stages),
  from: instant,
  to: instant.nullable(),
  decision: z.object({ id: z.string(), number: z.int() }).nullable(),
  openedAtEntry: z.int(),
  closedAtEntry: z.int().nullable(),
});

const intervalRow = z.object({
  laneId: z.string(),
  epoch: z.int(),
  side: z.enum(sides),
  legacyAfter: z
    .enum(legacyRoles)
    .nullable()
    .transform((role) => role ?? undefined),
  from: instant,
  to: instant.nullable(),
  decision: z.object({ id: z.string(), number: z.int() }),
  openedAtEntry: z.int(),
  closedAtEntry: z.int().nullable(),
});

const windowRow = z.object({
  laneId: z.string(),
  decision: z.object({ id: z.string(), number: z.int() }),
  opensAt: instant,
  closesAt: instant,
  extensions: z.int(),
  extended: z.array(z.object({ before: instant, at: instant })),
  endedAt: instant.nullable(),
});

const proofRow = z.object({
  id: z.string(),
  workloads: z.array(z.enum(workloads)),
  quality: z.enum(wayBackQualities),
  lost: z.string().nullable(),
  evidence: z.string(),
  provenAt: instant,
  validUntil: instant,
  recordedAtEntry: z.int(),
  withdrawnAt: instant.nullable(),
  withdrawnAtEntry: z.int().nullable(),
});

const trafficPercent = z
  .number()
  .nullable()
  .transform((percent) => percent ?? undefined);

const audienceRow = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('cohort'),
    slug: z.string(),
    name: z.string(),
    position: z.number(),
    trafficPercent,
    condition: cohortConditionSchema,
  }),
  z.object({
    kind: z.literal('subscriber'),
    slug: z.string(),
    name: z.string(),
    position: z.number(),
    trafficPercent,
    condition: z.unknown().transform(() => null),
  }),
]);

const laneRow = z.object({
  id: z.string(),
  contextId: z.string(),
  workload: z.enum(workloads),
  owner: z.string().nullable(),
  audience: audienceRow,
  parents: z.array(z.string()),
  intervals: z.array(intervalRow),
  windows: z.array(windowRow),
});

const ruleSetRow = z.object({
  version: z.int(),
  digest: z.string(),
  state: z.enum(['draft', 'in_force', 'superseded']),
});

/** A context with its record, and what lists of contexts say beside it. */
export type ListedContext = RecordedContext & {
  /** Names of people here, else the addresses that the manifest gives. */
  owners: string[];
  /** As the manifest declares them. */
  expectedChecks: unknown;
  /** Who answers for a subscriber, by audience slug. */
  subscriberOwners: ReadonlyMap<string, string>;
};

type Row = {
  id: string;
  programId: string;
  slug: string;
  name: string;
  risk: string;
  stage: string;
  owners: string[];
  expectedChecks: unknown;
  workloads: string[];
  stages: unknown;
  lanes: unknown;
  proofs: unknown;
  ruleSets: unknown;
};

const toListed = (row: Row): ListedContext => {
  const lanes = z.array(laneRow).parse(row.lanes).sort(byPlace);
  return {
    id: row.id,
    programId: row.programId,
    slug: row.slug,
    name: row.name,
    risk: z.enum(riskClasses).parse(row.risk),
    stage: z.enum(stages).parse(row.stage),
    owners: row.owners,
    expectedChecks: row.expectedChecks,
    workloads: z.array(z.enum(workloads)).parse(row.workloads),
    stages: z.array(stageRow).parse(row.stages),
    ...drawingOf(
      lanes.map(({ owner, audience, intervals, windows, parents, ...lane }) => ({
        lane: { ...lane, audience },
        intervals,
        windows,
        parents,
      })),
    ),
    proofs: z.array(proofRow).parse(row.proofs),
    ruleSets: z.array(ruleSetRow).parse(row.ruleSets),
    subscriberOwners: new Map(
      lanes.flatMap(({ owner, audience }) => (owner === null ? [] : [[audience.slug, owner] as const])),
    ),
  };
};

/** In the order of the manifest within each program. */
export const listRecordedContexts = async (db: Db, programIds: readonly string[]): Promise<ListedContext[]> => {
  const rows = await db.$queryRaw<Row[]>`
    SELECT c.id::text, c.program_id::text AS "programId", c.slug, c.name, c.risk, c.stage, ARRAY(SELECT COALESCE(p.name, o.email) FROM unnest(c.owners) WITH ORDINALITY AS o (email, place)
        LEFT JOIN person p ON p.email = lower(o.email) ORDER BY o.place) AS owners, c.expected_checks AS "expectedChecks",
      ARRAY(SELECT w.workload FROM context_workload w WHERE w.context_id = c.id ORDER BY w.position) AS workloads,
      COALESCE((SELECT json_agg(json_build_object(
          'stage', s.stage, 'from', s.starts_at, 'to', s.ends_at,
          'decision', CASE WHEN d.id IS NULL THEN NULL ELSE json_build_object('id', d.id, 'number', d.number) END,
          'openedAtEntry', s.opened_entry, 'closedAtEntry', s.closed_entry) ORDER BY s.number)
        FROM stage_interval s LEFT JOIN decision d ON d.id = s.decision_id WHERE s.context_id = c.id), '[]') AS stages,
      COALESCE((SELECT json_agg(json_build_object('id', l.id, 'contextId', l.context_id, 'workload', l.workload,
          'owner', COALESCE((SELECT p.name FROM person p WHERE p.email = lower(a.owner)), a.owner),
          'audience', json_build_object('kind', a.kind, 'slug', a.slug, 'name', a.name, 'position', a.position,
            'trafficPercent', a.traffic_thousandths / 1000.0, 'condition', a.condition),
          'parents', ARRAY(SELECT p.parent_id FROM lane_parent p WHERE p.lane_id = l.id),
          'intervals', COALESCE((SELECT json_agg(json_build_object('laneId', i.lane_id, 'epoch', i.epoch, 'side', i.side,
                'legacyAfter', i.legacy_after,
                'from', i.starts_at, 'to', i.ends_at, 'decision', json_build_object('id', d.id, 'number', d.number),
                'openedAtEntry', i.opened_entry, 'closedAtEntry', i.closed_entry) ORDER BY i.epoch)
              FROM authority_interval i JOIN decision d ON d.id = i.decision_id WHERE i.lane_id = l.id), '[]'),
          'windows', COALESCE((SELECT json_agg(json_build_object('laneId', w.lane_id,
                'decision', json_build_object('id', d.id, 'number', d.number),
                'opensAt', w.opens_at, 'closesAt', w.closes_at, 'extensions', (SELECT count(*)
                  FROM window_extension e WHERE e.lane_id = w.lane_id AND e.opener_id = w.decision_id),
                'extended', COALESCE((SELECT json_agg(json_build_object('before', e.closes_at, 'at', e.extended_at)
                    ORDER BY e.number)
                  FROM window_extension e WHERE e.lane_id = w.lane_id AND e.opener_id = w.decision_id), '[]'),
                'endedAt', w.ended_at) ORDER BY w.opens_at)
              FROM rollback_window w JOIN decision d ON d.id = w.decision_id WHERE w.lane_id = l.id), '[]')))
        FROM lane l JOIN audience a ON a.id = l.audience_id WHERE l.context_id = c.id), '[]') AS lanes,
      COALESCE((SELECT json_agg(json_build_object('id', p.id, 'workloads', p.workloads, 'quality', p.quality,
          'lost', p.lost, 'evidence', p.evidence, 'provenAt', p.proven_at, 'validUntil', p.valid_until,
          'recordedAtEntry', p.recorded_entry, 'withdrawnAt', p.withdrawn_at,
          'withdrawnAtEntry', p.withdrawn_entry) ORDER BY p.recorded_entry)
        FROM way_back_proof p WHERE p.context_id = c.id), '[]') AS proofs,
      COALESCE((SELECT json_agg(json_build_object('version', r.version, 'digest', r.digest, 'state', r.state)
          ORDER BY r.version) FROM rule_set_version r WHERE r.context_id = c.id), '[]') AS "ruleSets"
    FROM context c WHERE c.program_id = ANY(${[...programIds]}::uuid[]) ORDER BY c.program_id, c.position`;
  return rows.map(toListed);
};
