import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type { DecisionRecord } from './decision-record';
import type { LedgerEntry } from './entry';
import { checkAnswerable, checkBreakGlass, checkEmergencyReview } from './verify-outside';

type Execution = NonNullable<DecisionRecord['execution']>;
type Revision = DecisionRecord['revisions'][number];

/** Every slot filled by as many different people as it asks for. */
const checkSlots = (record: DecisionRecord, execution: Execution, { document }: Revision): string[] => {
  const { counted } = execution;
  const asked = new Map<string, number>();
  for (const { role, count } of document.slots) asked.set(role, (asked.get(role) ?? 0) + count);
  const problems = [...asked]
    .filter(([role, count]) => counted.filter((place) => place.slot === role).length !== count)
    .map(([role]) => `The sign-offs counted do not fill the slot ${role}.`);
  // Who signed, and for whom: each of them is one person.
  const people = counted.flatMap(({ signOffId }) => {
    const signOff = record.signOffs.find(({ id }) => id === signOffId);
    return [signOff?.personId ?? signOffId, ...(signOff?.onBehalfOf == null ? [] : [signOff.onBehalfOf])];
  });
  if (new Set(people).size !== people.length) problems.push('One person was counted twice.');
  if (document.slots.length === 0) problems.push('It asked for no sign-off.');
  const { executedBy } = execution;
  if (people.some((person) => person === executedBy.personId || person === executedBy.issuerId))
    problems.push('A counted signer executed it.');
  return problems;
};

const checkCounted = (record: DecisionRecord, execution: Execution, revision: Revision): string[] =>
  execution.counted.flatMap(({ signOffId }) => {
    const signOff = record.signOffs.find(({ id }) => id === signOffId);
    if (signOff === undefined) return ['A sign-off was counted that is not in the record.'];
    const name = `The sign-off by ${signOff.personName}`;
    const problems: string[] = [];
    if (signOff.verdict !== 'approve') problems.push(`${name} is a refusal and was counted.`);
    if (signOff.revokedAt !== null) problems.push(`${name} was revoked and was counted.`);
    if (signOff.evidenceHash !== revision.evidenceHash) problems.push(`${name} is for another revision.`);
    if (Date.parse(signOff.signedAt) > Date.parse(execution.executedAt)) problems.push(`${name} came afterwards.`);
    return problems;
  });

/** The preflight answers every blocking criterion that was frozen, and each is met or waived. */
const checkPreflight = (execution: Execution, { document }: Revision): string[] => {
  const failed = execution.preflight
    .filter(({ blocking, outcome }) => blocking && outcome !== 'met' && outcome !== 'waived')
    .map(({ key, outcome }) => `${key} blocked and was ${outcome} when it was executed.`);
  const dropped = document.evaluations
    .filter(({ blocking }) => blocking)
    .filter(({ key }) => !execution.preflight.some((evaluation) => evaluation.key === key && evaluation.blocking))
    .map(({ key }) => `${key} was not looked at again when it was executed.`);
  return [...failed, ...dropped];
};

const graceMs = 15 * 60_000;

/** Lockgate executed it at the date that was signed, or soon after, in the proposer's name. */
const keptADate = (
  record: DecisionRecord,
  { executedBy }: Execution,
  { document }: Revision,
  { actor, at }: LedgerEntry,
): boolean => {
  const { scheduledFor } = document.payload;
  const date = typeof scheduledFor === 'string' ? Date.parse(scheduledFor) : Number.NaN;
  const kept = Date.parse(at) >= date && Date.parse(at) <= date + graceMs;
  return kept && actor.kind === 'system' && canonicalJson(executedBy) === canonicalJson(record.decision.proposedBy);
};

const checkEntry = (record: DecisionRecord, execution: Execution, revision: Revision, entry: LedgerEntry): string[] => {
  const { data, actor } = entry;
  const problems: string[] = [];
  if (data.evidenceHash !== revision.evidenceHash) problems.push('Another revision was executed than the last one.');
  if (data.preflightDigest !== documentDigest(execution.preflight)) problems.push('The preflight was changed.');
  const counted = Array.isArray(data.signOffs) ? data.signOffs : [];
  const told = counted.map(({ id, slot }) => ({ signOffId: id, slot }));
  if (documentDigest(told) !== documentDigest(execution.counted)) problems.push('Other sign-offs were counted.');
  const { kind, id, name } = execution.executedBy;
  const theirs = actor.kind === kind && actor.id === id && actor.name === name;
  if (!theirs && !keptADate(record, execution, revision, entry)) problems.push('Somebody else executed it.');
  if (kind === 'person' && execution.executedBy.personId !== id) {
    problems.push('The executor is a person, and another person is named behind them.');
  }
  if (entry.at !== execution.executedAt) problems.push('It was not executed when it says.');
  const { scheduledFor } = revision.document.payload;
  if (typeof scheduledFor === 'string' && Date.parse(entry.at) < Date.parse(scheduledFor)) {
    problems.push('It was executed before its date.');
  }
  const { expiresAt } = record.decision;
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.parse(entry.at)) problems.push('It had expired.');
  return problems;
};

/** What was executed is the last revision, with its slots filled, its criteria standing, by somebody who may. */
export const checkExecution = (record: DecisionRecord, entries: readonly LedgerEntry[]): string[] => {
  const { execution } = record;
  const entry = entries.find(({ type }) => type === 'decision.executed');
  const revision = record.revisions.at(-1);
  if (execution === null || revision === undefined) {
    return entry === undefined ? [] : ['The ledger says that it was executed, and the record leaves that out.'];
  }
  if (entry === undefined) return ['The ledger does not say that it was executed.'];
  const { payload } = revision.document;
  if (payload.kind === 'rollback' && payload.withinWindow === true) {
    return [...checkAnswerable(execution, revision, 'rollback'), ...checkEntry(record, execution, revision, entry)];
  }
  if (payload.kind === 'break_glass' && payload.side === 'legacy') {
    return [...checkBreakGlass(record, execution, revision), ...checkEntry(record, execution, revision, entry)];
  }
  return [
    ...(payload.kind === 'break_glass' ? checkBreakGlass(record, execution, revision) : []),
    ...(payload.kind === 'review_break_glass' ? checkEmergencyReview(execution, revision) : []),
    ...checkSlots(record, execution, revision),
    ...checkCounted(record, execution, revision),
    ...checkPreflight(execution, revision),
    ...checkEntry(record, execution, revision, entry),
  ];
};
