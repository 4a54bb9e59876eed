import type { Manifest, ManifestContext } from '@/lib/contract/manifest';
import type { Principal } from '@/lib/domain/access/principal';
import { withoutIdleMembers } from '@/lib/domain/comparison/idle-members';
import { parseRuleSet } from '@/lib/domain/comparison/rule-set';
import { parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import { documentDigest } from '@/lib/domain/kernel/digest';
import { Refused, type Result } from '@/lib/domain/kernel/refusal';
import { parsePolicy } from '@/lib/domain/policy/document';
import { type ContextRow, findContext, hasAuthorityRecord } from '@/lib/store/contexts';
import {
  createContext,
  drawLanes,
  replaceSystems,
  updateContext,
  upsertRetirementItem,
  writeCriteriaSet,
  writeEquivalence,
  writePolicy,
} from '@/lib/store/program-definition';
import { replaceRouters } from '@/lib/store/routers';
import { draftRules, listRuleSets } from '@/lib/store/rule-sets';
import type { Tx } from '@/lib/usecases/transact';
import { audiencesOf, contextDefinitionOf } from './define';

/** Where a manifest is written to: the transaction, its program, and who is named as author. */
export type Place = { tx: Tx; programId: string; author: Principal };

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Refused(result.refusal);
  return result.value;
};

/** A draft of the manifest's rules, unless the newest version says the same. */
const writeRules = async ({ tx, author }: Place, contextId: string, context: ManifestContext): Promise<void> => {
  if (context.rules === undefined) return;
  const document = must(parseRuleSet(context.rules));
  const [newest] = await listRuleSets(tx.db, contextId);
  if (newest?.digest === documentDigest(document)) return;
  must(withoutIdleMembers(document, `/contexts/${context.slug}/rules`));
  const draft = await draftRules(tx.db, contextId, { document, author, at: tx.at });
  tx.record({
    type: 'rules.drafted',
    contextId,
    subject: { kind: 'context', id: contextId },
    data: { context: context.slug, ...draft },
  });
};

const writeNewContext = async (place: Place, context: ManifestContext, position: number): Promise<void> => {
  const { tx, programId, author } = place;
  const definition = contextDefinitionOf(context, position);
  const contextId = await createContext(tx.db, programId, definition, { at: tx.at, openedEntry: tx.nextEntry() });
  tx.record({
    type: 'context.created',
    contextId,
    subject: { kind: 'context', id: contextId },
    data: { context: context.slug, name: context.name },
  });
  await writeEquivalence(tx.db, contextId, context.equivalence, { at: tx.at, by: author.name });
  await drawLanes(tx.db, { programId, contextId }, { workloads: context.workloads, audiences: audiencesOf(context) });
  const criteria = must(parseCriteriaSet(context.criteria ?? { transitions: {} }));
  const version = await writeCriteriaSet(tx.db, contextId, criteria, tx.at);
  tx.record({
    type: 'criteria.put_in_force',
    contextId,
    subject: { kind: 'context', id: contextId },
    data: { context: context.slug, version, digest: documentDigest(criteria), initial: true },
  });
  await writeRules(place, contextId, context);
};

const writeKnownContext = async (
  place: Place,
  row: ContextRow,
  context: ManifestContext,
  position: number,
): Promise<void> => {
  const { tx, programId, author } = place;
  await updateContext(tx.db, row.id, contextDefinitionOf(context, position));
  await writeEquivalence(tx.db, row.id, context.equivalence, { at: tx.at, by: author.name });
  if (!(await hasAuthorityRecord(tx.db, row.id))) {
    const drawing = { workloads: context.workloads, audiences: audiencesOf(context) };
    await drawLanes(tx.db, { programId, contextId: row.id }, drawing);
  }
  await writeRules(place, row.id, context);
};

/** Writes all that a manifest declares; the plan has said before that nothing in it needs a decision. */
export const writeManifest = async (place: Place, before: Manifest | null, manifest: Manifest): Promise<void> => {
  const { tx, programId } = place;
  if (before === null) {
    const policy = must(parsePolicy(manifest.policy ?? {}));
    const version = await writePolicy(tx.db, programId, policy, tx.at);
    tx.record({
      type: 'policy.put_in_force',
      subject: { kind: 'program', id: programId },
      data: { version, digest: documentDigest(policy), initial: true },
    });
  }
  await replaceSystems(tx.db, programId, manifest.systems);
  await replaceRouters(tx.db, programId, manifest.routers, tx.at);
  for (const [position, context] of manifest.contexts.entries()) {
    const row = await findContext(tx.db, programId, context.slug);
    if (row === null) await writeNewContext(place, context, position);
    else await writeKnownContext(place, row, context, position);
  }
  for (const item of manifest.retirementItems) {
    const context = item.context === undefined ? null : await findContext(tx.db, programId, item.context);
    const { context: _slug, dueOn, ...told } = item;
    const definition = { ...told, dueOn: new Date(`${dueOn}T00:00:00Z`), contextId: context?.id ?? null };
    await upsertRetirementItem(tx.db, programId, definition);
  }
};
