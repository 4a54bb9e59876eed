import { cohortsOf, type Manifest, type ManifestContext } from '@/lib/contract/manifest';
import { conditionOf } from '@/lib/domain/authority/condition';
import { endOfDay } from '@/lib/domain/kernel/calendar';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type { AudienceDefinition, ContextDefinition, ProgramDefinition } from '@/lib/store/program-definition';

/** The manifest's words as the store keeps them. */
export const programDefinitionOf = (manifest: Manifest): ProgramDefinition => {
  const { hardDate, zone } = manifest.program;
  return {
    slug: manifest.program.slug,
    name: manifest.program.name,
    description: manifest.program.description,
    hardDate: hardDate === undefined ? null : endOfDay(hardDate, zone),
    zone,
    dimensions: manifest.dimensions,
    manifest,
    manifestDigest: documentDigest(manifest),
  };
};

export const contextDefinitionOf = (context: ManifestContext, position: number): ContextDefinition => ({
  slug: context.slug,
  name: context.name,
  position,
  owners: context.owners,
  correlationKey: context.correlationKey,
  syncStrategy: context.sync,
  sourceOfTruth: context.sourceOfTruth,
  risk: context.risk,
  events: context.events,
  sideEffects: context.sideEffects,
  expectedChecks: context.expectedChecks,
});

export const audiencesOf = (context: ManifestContext): AudienceDefinition[] => [
  ...cohortsOf(context).map((cohort, position) => ({
    kind: 'cohort' as const,
    slug: cohort.slug,
    name: cohort.name,
    position,
    condition: conditionOf(cohort),
    trafficPercent: cohort.trafficPercent,
  })),
  ...context.subscribers.map((subscriber, position) => ({ kind: 'subscriber' as const, position, ...subscriber })),
];
