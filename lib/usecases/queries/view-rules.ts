import type { ContextRef } from '@/lib/contract/views/parts';
import type { RulesQuery, RulesView, RuleVersionView } from '@/lib/contract/views/rules';
import { parseRuleSet, type RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { listed } from '@/lib/domain/kernel/in-words';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import { listRuleVersions, type RuleVersionLine } from '@/lib/store/read-models/rule-versions';
import type { Context } from '@/lib/usecases/context';
import { loadPicture, type Picture } from './parts/picture';
import { proposalAct } from './parts/propose-act';
import { contextRefOf } from './parts/refs';
import { dayText } from './parts/say';
import { inProgram, mayNot } from './parts/viewing';
import { changesBetween, ruleClassifications, ruleFields } from './rules/rule-words';

const documentOf = ({ document, version }: RuleVersionLine): RuleSetDocument => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error(`rule set version ${version} does not parse`);
  return parsed.value;
};

const versionView = (line: RuleVersionLine): RuleVersionView => ({
  version: line.version,
  state: line.state === 'superseded' ? 'past' : line.state,
  digest: line.digest,
  draftedBy: line.draftedBy,
  draftedAt: line.draftedAt.toISOString(),
  inForceFrom: line.inForceFrom?.toISOString() ?? null,
  inForceUntil: line.inForceUntil?.toISOString() ?? null,
  decision: line.decision,
  signedBy: line.signedBy.map(({ name, role, at }) => ({ name, role, at: at.toISOString() })),
  fields: ruleFields(documentOf(line)),
  classify: ruleClassifications(documentOf(line)),
});

/** What the shown version is held against: the one asked for, else the one in force, else the one before it. */
const comparedWith = (
  shown: RuleVersionLine,
  versions: readonly RuleVersionLine[],
  against: number | undefined,
): RuleVersionLine | undefined => {
  if (against !== undefined) return versions.find(({ version }) => version === against);
  const inForce = versions.find(({ state }) => state === 'in_force');
  if (shown.state === 'draft' && inForce !== undefined) return inForce;
  return versions.find(({ version }) => version < shown.version);
};

const ledeOf = (about: ContextRef | null, versions: readonly RuleVersionLine[], { now }: Picture): string => {
  if (about === null) return 'This program has no context.';
  const inForce = versions.find(({ state }) => state === 'in_force');
  const [draft] = versions.filter(({ state }) => state === 'draft');
  const drafted = draft === undefined ? '' : ` Version ${draft.version} is a draft by ${draft.draftedBy}.`;
  if (inForce === undefined) {
    return `No rules are in force for ${about.name}, so every difference is unclassified and critical.${drafted}`;
  }
  const signers = inForce.signedBy.map(({ name }) => name);
  const signed = signers.length === 0 ? '' : `, signed off by ${listed(signers)}`;
  const since = inForce.inForceFrom === null ? '' : ` since ${dayText(inForce.inForceFrom, 'UTC', now)}`;
  return `Version ${inForce.version} is in force for ${about.name}${since}${signed}.${drafted}`;
};

/** The versions of one context's rules, what changed between two of them, and whether a draft may be proposed. */
export const viewRules = (context: Context, programSlug: string, query: RulesQuery): Promise<Result<RulesView>> =>
  inProgram(context, programSlug, async ({ db, program, now, asker }) => {
    const picture = await loadPicture(db, [program.id], now, { contextId: program.id });
    const named =
      query.context === undefined ? picture.contexts[0] : picture.contexts.find(({ slug }) => slug === query.context);
    if (named === undefined && query.context !== undefined) {
      throw refused('not_found', `This program has no context “${query.context}”.`);
    }
    const lines = named === undefined ? [] : await listRuleVersions(db, [named.id]);
    const shown =
      query.version === undefined
        ? (lines.find(({ state }) => state === 'draft') ?? lines.find(({ state }) => state === 'in_force') ?? lines[0])
        : lines.find(({ version }) => version === query.version);
    const before = shown === undefined ? undefined : comparedWith(shown, lines, query.against);
    const live = picture.open.find(
      ({ decision }) => decision.kind === 'activate_rules' && decision.contextId === named?.id,
    );
    const proposal = { kind: 'activate_rules' as const, ruleSetVersion: shown?.version ?? 0, title: '', rationale: '' };
    return {
      program: { slug: program.slug, name: program.name },
      now: now.toISOString(),
      lede: ledeOf(named ?? null, lines, picture),
      contexts: picture.contexts.map((listedContext) => ({
        ...contextRefOf(listedContext),
        inForce: listedContext.ruleSets.find(({ state }) => state === 'in_force')?.version ?? null,
        draft: listedContext.ruleSets.findLast(({ state }) => state === 'draft')?.version ?? null,
      })),
      context: named === undefined ? null : contextRefOf(named),
      versions: lines.map(versionView),
      shown: shown === undefined ? null : versionView(shown),
      changes:
        shown === undefined || before === undefined
          ? null
          : { from: before.version, items: changesBetween(documentOf(before), documentOf(shown)) },
      activate:
        named === undefined || shown === undefined
          ? mayNot('There is no version to put in force.')
          : proposalAct(picture, named, asker, proposal),
      decision: live?.decision.number ?? null,
    };
  });
