import { manifestSchema } from '@/lib/contract/manifest';
import { parseRuleSet } from '@/lib/domain/comparison/rule-set';
import type { Decision } from '@/lib/domain/decision/decision';
import type { GoverningChange } from '@/lib/domain/decision/governing-change';
import type { Source } from '@/lib/domain/events/source';
import {
  keepCriteria,
  keepDeadline,
  keepEquivalence,
  keepExpectedChecks,
  keepExtension,
  keepPolicy,
  keepReplay,
  keepRisk,
} from '@/lib/store/keep-governed';
import { findRuleSet } from '@/lib/store/rule-sets';
import { inContext, putOnRecord } from '@/lib/usecases/manifest/put-on-record';
import type { ProgramTx } from '@/lib/usecases/transact';

const ofContext = ({ contextId, context }: Decision): { contextId: string; slug: string } => {
  if (contextId === null || context === null) throw new Error('this change is about a context');
  return { contextId, slug: context };
};

/** The rules that came into force are the ones that the manifest says. */
export const putRulesOnRecord = async (tx: ProgramTx, decision: Decision, version: number): Promise<void> => {
  const { contextId, slug } = ofContext(decision);
  const rules = parseRuleSet((await findRuleSet(tx.db, contextId, version))?.document);
  if (!rules.ok) throw new Error(`rule set ${version} of ${slug} does not parse`);
  const rewrite = inContext(slug, (context) => ({ ...context, rules: rules.value }));
  await putOnRecord(tx, decision, [{ part: `rules of ${slug}`, rewrite }]);
};

/** Writes one change of what governs, and puts it on record in the manifest where that declares it. */
export const keepGoverningChange = async (
  tx: ProgramTx,
  decision: Decision,
  change: GoverningChange,
  at: Date,
): Promise<void> => {
  const about = { decision, at, programId: tx.program.id };
  switch (change.kind) {
    case 'criteria_activated': {
      const { contextId, slug } = ofContext(decision);
      await keepCriteria(tx.db, { ...about, contextId }, change);
      const rewrite = inContext(slug, (context) => ({ ...context, criteria: change.document }));
      return putOnRecord(tx, decision, [{ part: `criteria of ${slug}`, rewrite }]);
    }
    case 'expected_checks_activated': {
      const { contextId, slug } = ofContext(decision);
      await keepExpectedChecks(tx.db, { ...about, contextId }, change);
      const rewrite = inContext(slug, (context) => ({ ...context, expectedChecks: change.document }));
      return putOnRecord(tx, decision, [{ part: `expected checks of ${slug}`, rewrite }]);
    }
    case 'sources_activated': {
      const { slug } = ofContext(decision);
      const rewrite = withSources(slug, change.document);
      return putOnRecord(tx, decision, [{ part: `sources of ${slug}`, rewrite }]);
    }
    case 'equivalence_activated': {
      const { contextId, slug } = ofContext(decision);
      await keepEquivalence(tx.db, { ...about, contextId }, change);
      const rewrite = inContext(slug, (context) => ({ ...context, equivalence: change.statement }));
      return putOnRecord(tx, decision, [{ part: `equivalence of ${slug}`, rewrite }]);
    }
    case 'policy_changed':
      await keepPolicy(tx.db, about, change);
      return putOnRecord(tx, decision, [
        { part: 'sign-off policy', rewrite: (manifest) => ({ ...manifest, policy: change.document }) },
      ]);
    case 'deadline_moved': {
      await keepDeadline(tx.db, about, change);
      const { after: hardDate } = change.day;
      const rewrite = { part: 'hard date', rewrite: withHardDate(hardDate) };
      return putOnRecord(tx, decision, [rewrite]);
    }
    case 'window_extended':
      return keepExtension(tx.db, about, change);
    case 'risk_accepted':
      return keepRisk(tx.db, { ...about, contextId: ofContext(decision).contextId }, change);
    case 'replay_authorised':
      return keepReplay(tx.db, { ...about, contextId: ofContext(decision).contextId }, change);
  }
};

/** The sources of one context become exactly these; those of the others stay where they are. */
const withSources =
  (slug: string, sources: Source[]): Parameters<typeof putOnRecord>[2][number]['rewrite'] =>
  (manifest) => ({
    ...manifest,
    sources: manifestSchema.shape.sources.parse([
      ...manifest.sources.filter(({ context }) => context !== slug),
      ...sources,
    ]),
  });

const withHardDate =
  (hardDate: string): Parameters<typeof putOnRecord>[2][number]['rewrite'] =>
  (manifest) => ({ ...manifest, program: { ...manifest.program, hardDate } });
