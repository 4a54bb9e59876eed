import type { CohortCondition } from '@/lib/domain/authority/condition';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type { RiskClass, Side, Workload } from '@/lib/domain/words';
import type { Db } from './database';
import { json } from './json-column';
import { thousandthsOf } from './redraw';

// What a manifest declares, as rows.

export type ProgramDefinition = {
  slug: string;
  name: string;
  description: string;
  hardDate: Date | null;
  zone: string;
  dimensions: Record<string, string[]>;
  manifest: unknown;
  manifestDigest: string;
};

const programData = (program: ProgramDefinition) => ({
  ...program,
  dimensions: json(program.dimensions),
  manifest: json(program.manifest),
});

export const createProgram = async (db: Db, id: string, program: ProgramDefinition, at: Date): Promise<void> => {
  await db.program.create({ data: { id, ...programData(program), createdAt: at } });
};

export const updateProgram = async (db: Db, id: string, program: ProgramDefinition): Promise<void> => {
  await db.program.update({ where: { id }, data: programData(program) });
};

/** The manifest on record alone, where a decision changed what it declares. */
export const saveManifest = async (db: Db, id: string, manifest: unknown, manifestDigest: string): Promise<void> => {
  await db.program.update({ where: { id }, data: { manifest: json(manifest), manifestDigest } });
};

export type SystemDefinition = { slug: string; name: string; side: Side; description: string };

/** The systems of a program become exactly these. */
export const replaceSystems = async (db: Db, programId: string, systems: SystemDefinition[]): Promise<void> => {
  await db.system.deleteMany({ where: { programId, slug: { notIn: systems.map((system) => system.slug) } } });
  for (const system of systems) {
    await db.system.upsert({
      where: { programId_slug: { programId, slug: system.slug } },
      create: { programId, ...system },
      update: system,
    });
  }
};

export type ContextDefinition = {
  slug: string;
  name: string;
  position: number;
  owners: string[];
  correlationKey: string;
  syncStrategy: string;
  sourceOfTruth: string;
  risk: RiskClass;
  events: unknown;
  sideEffects: unknown;
  expectedChecks: unknown;
};

const contextData = ({ events, sideEffects, expectedChecks, ...rest }: ContextDefinition) => ({
  ...rest,
  events: json(events),
  sideEffects: json(sideEffects),
  expectedChecks: json(expectedChecks),
});

/** A new context stands at planned from `at`; `openedEntry` is the ledger entry that says so. Returns its id. */
export const createContext = async (
  db: Db,
  programId: string,
  context: ContextDefinition,
  begun: { at: Date; openedEntry: number },
): Promise<string> => {
  const row = await db.context.create({ data: { programId, ...contextData(context) } });
  await db.stageInterval.create({
    data: { contextId: row.id, number: 1, stage: 'planned', startsAt: begun.at, openedEntry: begun.openedEntry },
  });
  return row.id;
};

export const updateContext = async (db: Db, contextId: string, context: ContextDefinition): Promise<void> => {
  await db.context.update({ where: { id: contextId }, data: contextData(context) });
};

/** A new version of what counts as the same; nothing where the words did not change. */
export const writeEquivalence = async (
  db: Db,
  contextId: string,
  statement: string,
  written: { at: Date; by: string },
): Promise<void> => {
  const last = await db.equivalenceStatement.findFirst({ where: { contextId }, orderBy: { version: 'desc' } });
  if (last?.statement === statement) return;
  await db.equivalenceStatement.create({
    data: { contextId, version: (last?.version ?? 0) + 1, statement, writtenAt: written.at, writtenBy: written.by },
  });
};

export type AudienceDefinition =
  | {
      kind: 'cohort';
      slug: string;
      name: string;
      position: number;
      condition: CohortCondition;
      trafficPercent?: number | undefined;
    }
  | {
      kind: 'subscriber';
      slug: string;
      name: string;
      position: number;
      workloads: Workload[];
      owner: string;
      trafficPercent?: number | undefined;
    };

/** Draws a context's lanes anew; only for a context that never had an authority interval. */
export const drawLanes = async (
  db: Db,
  place: { programId: string; contextId: string },
  drawing: { workloads: Workload[]; audiences: AudienceDefinition[] },
): Promise<void> => {
  const { programId, contextId } = place;
  await db.lane.deleteMany({ where: { contextId } });
  await db.audience.deleteMany({ where: { contextId } });
  await db.contextWorkload.deleteMany({ where: { contextId } });
  await db.contextWorkload.createMany({
    data: drawing.workloads.map((workload, position) => ({ contextId, workload, position })),
  });
  for (const audience of drawing.audiences) {
    const served = audience.kind === 'cohort' ? drawing.workloads : audience.workloads;
    await db.audience.create({
      data: {
        contextId,
        kind: audience.kind,
        slug: audience.slug,
        name: audience.name,
        position: audience.position,
        condition: audience.kind === 'cohort' ? json(audience.condition) : {},
        workloads: served,
        owner: audience.kind === 'subscriber' ? audience.owner : null,
        trafficThousandths: thousandthsOf(
          audience.trafficPercent,
          audience.kind === 'cohort' ? audience.condition : null,
        ),
        lanes: { create: served.map((workload) => ({ programId, contextId, workload })) },
      },
    });
  }
};

/** The next policy version; returns its number. */
export const writePolicy = async (db: Db, programId: string, document: unknown, at: Date): Promise<number> => {
  const last = await db.policyVersion.findFirst({ where: { programId }, orderBy: { version: 'desc' } });
  const version = (last?.version ?? 0) + 1;
  await db.policyVersion.create({
    data: { programId, version, document: json(document), digest: documentDigest(document), inForceFrom: at },
  });
  return version;
};

/** The next criteria set version of a context; returns its number. */
export const writeCriteriaSet = async (db: Db, contextId: string, document: unknown, at: Date): Promise<number> => {
  const last = await db.criteriaSetVersion.findFirst({ where: { contextId }, orderBy: { version: 'desc' } });
  const version = (last?.version ?? 0) + 1;
  await db.criteriaSetVersion.create({
    data: { contextId, version, document: json(document), digest: documentDigest(document), inForceFrom: at },
  });
  return version;
};

export type RetirementItemDefinition = {
  slug: string;
  kind: string;
  title: string;
  owner: string;
  dueOn: Date;
  contextId: string | null;
};

export const upsertRetirementItem = async (
  db: Db,
  programId: string,
  item: RetirementItemDefinition,
): Promise<void> => {
  await db.retirementItem.upsert({
    where: { programId_slug: { programId, slug: item.slug } },
    create: { programId, ...item },
    update: item,
  });
};
