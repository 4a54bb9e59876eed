import { stringify } from 'yaml';
import type { ContextRef } from '@/lib/contract/views/parts';
import type { RuleEditView, RulesQuery, RulesView, RuleVersionView } from '@/lib/contract/views/rules';
import { mayDraftRules } from '@/lib/domain/access/may';
import { parseRuleSet, type RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import { ruleSetChanges } from '@/lib/domain/decision/loosening/rules';
import { listed } from '@/lib/domain/kernel/in-words';
import { type Result, refused } from '@/lib/domain/kernel/refusal';
import type { Db } from '@/lib/store/database';
import { findJudgedRuns, listExamplePatterns } from '@/lib/store/read-models/rule-evidence';
import { listRuleVersions, type RuleVersionLine } from '@/lib/store/read-models/rule-versions';
import type { Context } from '@/lib/usecases/context';
import { loadPicture, type Picture } from './parts/picture';
import { proposalAct } from './parts/propose-act';
import { contextRefOf } from './parts/refs';
import { dayText } from './parts/say';
import { actOf, inProgram, mayNot } from './parts/viewing';

const documentOf = ({ document, version }: RuleVersionLine): RuleSetDocument => {
  const parsed = parseRuleSet(document);
  if (!parsed.ok) throw new Error(`rule set version ${version} does not parse`);
  return parsed.value;
};

const stateOf = ({ state }: RuleVersionLine): RuleVersionView['state'] => (state === 'superseded' ? 'past' : state);

const versionView = (line: RuleVersionLine): RuleVersionView => ({
  version: line.version,
  state: stateOf(line),
  digest: line.digest,
  draftedBy: line.draftedBy,
  draftedAt: line.draftedAt.toISOString(),
  inForceFrom: line.inForceFrom?.toISOString() ?? null,
  inForceUntil: line.inForceUntil?.toISOString() ?? null,
  decision: line.decision,
  signedBy: line.signedBy.map(({ name, role, at }) => ({ name, role, at: at.toISOString() })),
});

const inForceOf = (versions: readonly RuleVersionLine[]): RuleVersionLine | undefined =>
  versions.find(({ state }) => state === 'in_force');

/** What the shown version is held against: the one asked for, else what a draft would replace, else the one before it. */
const comparedWith = (
  shown: RuleVersionLine,
  versions: readonly RuleVersionLine[],
  compare: number | undefined,
): RuleVersionLine | undefined => {
  if (compare !== undefined) return versions.find(({ version }) => version === compare);
  const inForce = inForceOf(versions);
  if (shown.state === 'draft' && inForce !== undefined) return inForce;
  return versions.find(({ version }) => version < shown.version);
};

const ledeOf = (about: ContextRef | null, versions: readonly RuleVersionLine[], { now }: Picture): string => {
  if (about === null) return 'This program has no context.';
  const inForce = inForceOf(versions);
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

const mostExamples = 60;
const lineWidth = 100;

const editView = async (
  db: Db,
  contextId: string,
  base: RuleVersionLine | undefined,
  inForce: RuleVersionLine | undefined,
): Promise<RuleEditView> => {
  const document = base === undefined ? { fields: {}, classify: [] } : documentOf(base);
  return {
    base: base?.version ?? null,
    document,
    text: stringify(document, { lineWidth }),
    against: inForce === undefined ? null : { version: inForce.version, document: documentOf(inForce) },
    examples: await listExamplePatterns(db, contextId, mostExamples),
  };
};

/** The version that an editor begins with; 0 is an empty one. */
const baseOf = (versions: readonly RuleVersionLine[], edit: number): RuleVersionLine | undefined => {
  const base = versions.find(({ version }) => version === edit);
  if (base === undefined && edit !== 0) throw refused('not_found', `There is no version ${edit} of these rules.`);
  return base;
};

/** The versions of one context's rules, what changed between two of them, what one edits, and who may. */
export const viewRules = (context: Context, programSlug: string, query: RulesQuery): Promise<Result<RulesView>> =>
  inProgram(context, programSlug, async ({ db, program, now, asker }) => {
    const picture = await loadPicture(db, [program.id], now, { contextId: program.id });
    const named =
      query.context === undefined ? picture.contexts[0] : picture.contexts.find(({ slug }) => slug === query.context);
    if (named === undefined && query.context !== undefined) {
      throw refused('not_found', `This program has no context “${query.context}”.`);
    }
    const lines = named === undefined ? [] : await listRuleVersions(db, [named.id]);
    const inForce = inForceOf(lines);
    const shown =
      query.version === undefined ? (inForce ?? lines[0]) : lines.find(({ version }) => version === query.version);
    const before = shown === undefined ? undefined : comparedWith(shown, lines, query.compare);
    const live = picture.open.find(
      ({ decision }) => decision.kind === 'activate_rules' && decision.contextId === named?.id,
    );
    const judged = named === undefined || shown === undefined ? null : await findJudgedRuns(db, named.id, shown);
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
      shown:
        shown === undefined
          ? null
          : {
              ...versionView(shown),
              document: documentOf(shown),
              judged:
                judged === null
                  ? null
                  : { runs: judged.runs, first: judged.first.toISOString(), last: judged.last.toISOString() },
            },
      compared:
        shown === undefined || before === undefined
          ? null
          : {
              from: { version: before.version, state: stateOf(before), document: documentOf(before) },
              changes: ruleSetChanges(documentOf(before), documentOf(shown)),
            },
      comparing: query.compare !== undefined,
      edit:
        named === undefined || query.edit === undefined
          ? null
          : await editView(db, named.id, baseOf(lines, query.edit), inForce),
      draft: actOf(mayDraftRules(asker)),
      activate:
        named === undefined || shown === undefined
          ? mayNot('There is no version to put in force.')
          : proposalAct(picture, named, asker, proposal),
      decision: live?.decision.number ?? null,
    };
  });
