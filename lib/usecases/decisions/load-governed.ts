import { parseRuleSet } from '@/lib/domain/comparison/rule-set';
import { parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import type { Governed, GovernedContext } from '@/lib/domain/decision/governed';
import { Refused, type Result } from '@/lib/domain/kernel/refusal';
import { loadExpectedChecks } from '@/lib/store/context-declarations';
import type { Db } from '@/lib/store/database';
import {
  countDeadlineExtensions,
  listCurrentRules,
  listEquivalence,
  listItemsToGo,
  listLegacySeen,
  listMembersByEmail,
  listRisks,
  listSources,
} from '@/lib/store/governed';
import { loadCriteriaSet } from '@/lib/store/policies';
import { declaredChecks } from '@/lib/usecases/evidence/declared-checks';

type Where = { id: string; slug: string; programId: string };

const must = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Refused(result.refusal);
  return result.value;
};

/** What governs several contexts of several programs, a statement for each noun; documents come with their contexts. */
export const governedContexts = async (
  db: Db,
  contexts: readonly (Where & { criteria: GovernedContext['criteria']; expectedChecks: unknown })[],
): Promise<ReadonlyMap<string, GovernedContext>> => {
  const ids = contexts.map(({ id }) => id);
  const programIds = [...new Set(contexts.map(({ programId }) => programId))];
  const equivalence = await listEquivalence(db, ids);
  const rules = await listCurrentRules(db, ids);
  const risks = await listRisks(db, ids);
  const items = await listItemsToGo(db, programIds);
  const seen = await listLegacySeen(db, programIds);
  return new Map(
    contexts.map((context) => [
      context.id,
      {
        criteria: context.criteria,
        expectedChecks: declaredChecks(context.expectedChecks),
        equivalence: equivalence.find(({ contextId }) => contextId === context.id) ?? { version: 0, statement: '' },
        rules: new Map(
          rules
            .filter(({ contextId }) => contextId === context.id)
            .map(({ version, document }) => [version, must(parseRuleSet(document))]),
        ),
        risks: risks.filter(({ contextId }) => contextId === context.id),
        items: items
          .filter(
            ({ programId, contextId }) => programId === context.programId && [null, context.id].includes(contextId),
          )
          .map(({ slug, title, state }) => ({ slug, title, open: state === 'open' })),
        legacySeenAt:
          seen.find(({ programId, context: slug }) => programId === context.programId && slug === context.slug)
            ?.seenAt ?? null,
      },
    ]),
  );
};

/** What governs programs, beside their contexts. */
export const governedPrograms = async (
  db: Db,
  programIds: readonly string[],
): Promise<ReadonlyMap<string, Omit<Governed, 'context'>>> => {
  const members = await listMembersByEmail(db, programIds);
  const extensions = await countDeadlineExtensions(db, programIds);
  const sources = await listSources(db, programIds);
  return new Map(
    programIds.map((programId) => [
      programId,
      {
        members: new Map(
          members
            .filter((member) => member.programId === programId)
            .map(({ email, personId, name }) => [email.toLowerCase(), { personId, name }]),
        ),
        deadlineExtensions: extensions.get(programId) ?? 0,
        sources: sources.get(programId) ?? [],
      },
    ]),
  );
};

/** The same for one decision's world. */
export const loadGoverned = async (
  db: Db,
  programId: string,
  context: { id: string; slug: string } | null,
): Promise<Governed> => {
  const around = (await governedPrograms(db, [programId])).get(programId) ?? {
    members: new Map(),
    deadlineExtensions: 0,
    sources: [],
  };
  if (context === null) return { ...around, context: null };
  const criteria = must(parseCriteriaSet((await loadCriteriaSet(db, context.id)).document));
  const expectedChecks = await loadExpectedChecks(db, context.id);
  const governed = await governedContexts(db, [{ ...context, programId, criteria, expectedChecks }]);
  return { ...around, context: governed.get(context.id) ?? null };
};
