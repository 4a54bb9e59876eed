import type { DocumentChange } from '@/lib/domain/decision/document-changes';
import { valueChange } from '@/lib/domain/decision/document-changes';
import { governedOf } from '@/lib/domain/decision/governed';
import type { GoverningChange } from '@/lib/domain/decision/governing-change';
import type { ActivateCriteriaPayload } from '@/lib/domain/decision/governing-payload';
import type { ActivateCriteriaProposal } from '@/lib/domain/decision/governing-proposal';
import { expectedCheckChanges } from '@/lib/domain/decision/loosening/checks';
import { criteriaChanges } from '@/lib/domain/decision/loosening/criteria';
import { sourceChanges } from '@/lib/domain/decision/loosening/sources';
import { told } from '@/lib/domain/decision/revising';
import { type Source, sourcesMeet } from '@/lib/domain/events/source';
import { documentDigest, sha256Hex } from '@/lib/domain/kernel/digest';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { slotsOfKind } from '@/lib/domain/policy/slots';
import { atOnce, stakesOfChanges } from './governing';
import { contextOf } from './ground';
import type { Ground, KindRules } from './kind';
import { scheduledIn, scheduleOf } from './schedule-of';

/** A document bound to its digest; null where it is not asked for or says what is in force. */
const bound = <T>(document: T | undefined, changes: readonly DocumentChange[]) =>
  document === undefined || changes.length === 0 ? null : { document, digest: documentDigest(document) };

/** Why these sources cannot stand beside those of the other contexts; null when they can. */
const badSources = (
  ground: { governed: { sources: readonly Source[] } },
  context: string,
  sources: readonly Source[],
): Result<never> | null => {
  const others = ground.governed.sources.filter((source) => source.context !== context);
  for (const [at, source] of sources.entries()) {
    const pointer = `/sources/${at}`;
    const wrong = (detail: string) =>
      refuse('invalid_body', `The source "${source.name}" ${detail}.`, [{ pointer, detail }]);
    if (source.context !== context) return wrong('is of another context');
    const around = [...others, ...sources.slice(0, at)];
    if (around.some(({ name }) => name === source.name)) return wrong('has the name of another source');
    const other = around.find((one) => sourcesMeet(one, source));
    if (other !== undefined) return wrong(`claims what "${other.name}" claims too`);
  }
  return null;
};

const sourcesIn = (ground: { governed: { sources: readonly Source[] } }, context: string): Source[] =>
  ground.governed.sources.filter((source) => source.context === context);

const derive = (ground: Ground, proposal: ActivateCriteriaProposal): Result<ActivateCriteriaPayload> => {
  const context = contextOf(ground);
  const inForce = governedOf(ground);
  const criteria = proposal.criteria === undefined ? [] : criteriaChanges(inForce.criteria, proposal.criteria);
  const checks =
    proposal.expectedChecks === undefined ? [] : expectedCheckChanges(inForce.expectedChecks, proposal.expectedChecks);
  const asked = proposal.equivalence?.trim();
  const words = asked === undefined ? [] : valueChange('/equivalence', inForce.equivalence.statement, asked, 'other');
  const bad = proposal.sources === undefined ? null : badSources(ground, context.slug, proposal.sources);
  if (bad !== null) return bad;
  const senders =
    proposal.sources === undefined ? [] : sourceChanges(sourcesIn(ground, context.slug), proposal.sources);
  const sources = bound(proposal.sources === undefined ? undefined : [...proposal.sources], senders);
  const changes = [...criteria, ...checks, ...words, ...senders];
  if (changes.length === 0) {
    return refuse('nothing_to_change', `This is what is in force in ${context.slug} already.`);
  }
  const expectedChecks = proposal.expectedChecks === undefined ? undefined : [...proposal.expectedChecks];
  return accept({
    kind: 'activate_criteria',
    context: context.slug,
    criteria: bound(proposal.criteria, criteria),
    expectedChecks: bound(expectedChecks, checks),
    equivalence: words.length === 0 ? null : (asked ?? null),
    ...(sources === null ? {} : { sources }),
    changes,
    title: proposal.title,
    rationale: proposal.rationale,
    scheduledFor: scheduledIn(proposal),
    stakes: stakesOfChanges(context.risk, changes),
  });
};

type Part = 'criteria' | 'expectedChecks' | 'equivalence' | 'sources';

const partsOf = (payload: ActivateCriteriaPayload): Part[] =>
  (['criteria', 'expectedChecks', 'equivalence', 'sources'] as const).filter(
    (part) => (payload[part] ?? null) !== null,
  );

/** Puts other criteria, expected checks, sources or another equivalence statement of a context in force. */
export const activateCriteria: KindRules<ActivateCriteriaPayload, ActivateCriteriaProposal> = {
  derive,
  question: (payload) => ({
    kind: 'activate_criteria',
    title: payload.title,
    rationale: payload.rationale,
    scheduledFor: scheduleOf(payload),
    ...(payload.criteria === null ? {} : { criteria: payload.criteria.document }),
    ...(payload.expectedChecks === null ? {} : { expectedChecks: payload.expectedChecks.document }),
    ...(payload.equivalence === null ? {} : { equivalence: payload.equivalence }),
    ...(payload.sources === undefined ? {} : { sources: payload.sources.document }),
  }),
  revise: (question, revising) => ({ ...question, ...told(revising) }),
  slots: (policy, payload) => slotsOfKind(policy, 'activate_criteria', payload.stakes),
  criteria: () => [],
  // What it replaces is part of its payload, place by place.
  bindsTo: ['policy'],
  movesTowardsTarget: () => false,
  overlaps: (payload, other) =>
    other.kind === 'activate_criteria' && partsOf(payload).some((part) => partsOf(other).includes(part)),
  effects: (payload, decision, world) => {
    const changes: GoverningChange[] = [];
    if (payload.criteria !== null) {
      changes.push({ kind: 'criteria_activated', version: (world.versions.criteria ?? 0) + 1, ...payload.criteria });
    }
    if (payload.expectedChecks !== null) {
      changes.push({ kind: 'expected_checks_activated', ...payload.expectedChecks });
    }
    if (payload.equivalence !== null) {
      const statement = payload.equivalence;
      const version = governedOf(world).equivalence.version + 1;
      const digest = sha256Hex(statement);
      changes.push({ kind: 'equivalence_activated', version, digest, statement, by: decision.proposer.name });
    }
    if (payload.sources !== undefined) {
      // Another context may have claimed the same since.
      const bad = badSources(world, payload.context, payload.sources.document);
      if (bad !== null) return bad;
      changes.push({ kind: 'sources_activated', ...payload.sources });
    }
    return accept(atOnce(world.at, changes));
  },
  meaning: () => 'These are the conditions under which authority may move here.',
};
