import type { PatternPatch } from '@/lib/contract/v1/patterns';
import { Refused, refused } from '@/lib/domain/kernel/refusal';
import { spokenFor } from '@/lib/domain/pattern/kinship';
import { type Said, type TriageChange, type Triaged, triage } from '@/lib/domain/pattern/triage';
import { findContextById } from '@/lib/store/contexts';
import { findMember } from '@/lib/store/members';
import { listMembers } from '@/lib/store/pattern-kin';
import { endLesson, saveLesson } from '@/lib/store/pattern-lessons';
import { type PatternRow, saveTriage, triagedOf } from '@/lib/store/patterns';
import { findPerson } from '@/lib/store/people';
import type { Context } from '@/lib/usecases/context';
import { actorOf, type ProgramTx } from '@/lib/usecases/transact';
import { kinOf, unless } from './load-patterns';

const inProgram = async (tx: ProgramTx, person: string, pointer: string, detail: string): Promise<void> => {
  const member = await findMember(tx.db, tx.program.id, person);
  if (member === null || member.roles.length === 0) throw refused('invalid_body', detail, [{ pointer, detail }]);
};

/** Refuses a change that names people who have no role in the program; `at` is where the change stands in the body. */
export const checkPeople = async (tx: ProgramTx, { owner, fixer }: TriageChange, at = ''): Promise<void> => {
  if (owner !== null && owner !== undefined) {
    await inProgram(tx, owner, `${at}/owner`, 'The owner must be a person with a role in this program.');
  }
  if (fixer !== null && fixer !== undefined && 'person' in fixer) {
    await inProgram(tx, fixer.person, `${at}/fixer/person`, 'Who fixes it is a person with a role here, or a name.');
  }
};

const lessonMembers = ['resolution', 'taught', 'hiddenLegacyRule', 'fixer', 'links'] as const;

/** What a pattern teaches is kept apart from it: it outlives the pattern's return. */
const keepLesson = async (
  tx: ProgramTx,
  pattern: string,
  { after, changes }: { after: Triaged; changes: readonly Said[] },
  by: string,
): Promise<void> => {
  if (!changes.some(({ member }) => lessonMembers.some((each) => each === member))) return;
  const { resolution, taught, hiddenLegacyRule: hiddenRule, fixer, links } = after;
  if (resolution === null && taught === null && hiddenRule === null) {
    return endLesson(tx.db, pattern, 'withdrawn', tx.at);
  }
  const person = fixer !== null && 'person' in fixer ? await findPerson(tx.db, fixer.person) : null;
  const fixedBy = fixer === null ? null : 'name' in fixer ? fixer.name : (person?.name ?? null);
  await saveLesson(
    tx.db,
    pattern,
    { resolution, taught, hiddenRule, fixer: fixedBy, links: [...links] },
    { name: by, at: tx.at },
  );
};

const applyTo = async (
  tx: ProgramTx,
  context: Context,
  pattern: PatternRow,
  change: TriageChange,
): Promise<boolean> => {
  const result = triage(triagedOf(pattern), change, tx.at);
  if (!result.ok) throw new Refused(result.refusal);
  const { after, changes } = result.value;
  if (changes.length === 0) return false;
  await saveTriage(tx.db, pattern.id, after);
  const about = await findContextById(tx.db, pattern.contextId);
  tx.record({
    type: 'pattern.triaged',
    contextId: about.id,
    subject: { kind: 'pattern', id: pattern.id },
    data: {
      pattern: pattern.id,
      number: pattern.number,
      context: about.slug,
      category: after.category,
      severity: after.severity,
      note: after.note ?? '',
      changes,
    },
  });
  await keepLesson(tx, pattern.id, result.value, context.inNameOf?.name ?? actorOf(context.actor).name);
  return true;
};

/**
 * Says of a pattern what `change` says, and answers whether that changed anything. What is merged into it gets category and
 * severity too, each by its own rules: gates count members by themselves, and who triages the head means all of it.
 */
export const applyTriage = async (
  tx: ProgramTx,
  context: Context,
  pattern: PatternRow,
  change: Omit<PatternPatch, 'revision'>,
): Promise<boolean> => {
  unless(spokenFor(await kinOf(tx, pattern)));
  const { category, severity } = change;
  let changed = await applyTo(tx, context, pattern, change);
  if (category === undefined && severity === undefined) return changed;
  for (const member of await listMembers(tx.db, pattern.id)) {
    changed = (await applyTo(tx, context, member, { category, severity })) || changed;
  }
  return changed;
};
