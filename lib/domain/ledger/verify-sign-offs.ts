import { challengeOf, problemsOfAssertion } from '@/lib/domain/access/passkey-assertion';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { documentDigest } from '@/lib/domain/kernel/digest';
import type { DecisionRecord } from './decision-record';
import type { LedgerEntry } from './entry';

type RecordedSignOff = DecisionRecord['signOffs'][number];

const entryOf = (entries: readonly LedgerEntry[], id: string, types: readonly string[]): LedgerEntry | undefined =>
  entries.find(({ type, data }) => types.includes(type) && data.signOff === id);

const unlike = (signOff: RecordedSignOff, entry: LedgerEntry): string[] => {
  const expected: Record<string, unknown> = {
    person: signOff.personId,
    name: signOff.personName,
    role: signOff.role,
    revision: signOff.revision,
    evidenceHash: signOff.evidenceHash,
    [signOff.verdict === 'approve' ? 'comment' : 'reason']: signOff.comment,
  };
  const problems = Object.entries(expected).flatMap(([name, value]) =>
    entry.data[name] === value ? [] : [`its ${name} is not what the ledger says`],
  );
  const lent =
    signOff.onBehalfOf === null && signOff.onBehalfOfName === null
      ? null
      : { person: signOff.onBehalfOf, name: signOff.onBehalfOfName };
  if (canonicalJson(entry.data.onBehalfOf ?? null) !== canonicalJson(lent)) {
    problems.push('it was given on behalf of another than the ledger says');
  }
  if (entry.actor.kind !== 'person') problems.push('no person gave it');
  if (entry.actor.id !== signOff.personId) problems.push('another person gave it');
  if (entry.at !== signOff.signedAt) problems.push('it was not given when it says');
  return problems;
};

/** A passkey's answer is the one that the ledger knows, over the hash that was signed, by the key that stands in it. */
const problemsOfProof = (
  { confirmedBy, assertion, evidenceHash }: RecordedSignOff,
  { data }: LedgerEntry,
): string[] => {
  const problems = data.confirmedBy === confirmedBy ? [] : ['it was not confirmed in the way that it says'];
  if ((confirmedBy === 'passkey') !== (assertion != null)) {
    return [...problems, 'a passkey’s answer belongs to what a passkey signed, and to nothing else'];
  }
  if (assertion == null)
    return data.assertion === undefined ? problems : [...problems, 'a passkey’s answer is left out'];
  if (data.assertion !== documentDigest(assertion)) problems.push('the passkey’s answer is not the one in the ledger');
  return [...problems, ...problemsOfAssertion(assertion, challengeOf(evidenceHash))];
};

const problemsOf = (record: DecisionRecord, entries: readonly LedgerEntry[], signOff: RecordedSignOff): string[] => {
  const revision = record.revisions[signOff.revision - 1];
  const given = entryOf(entries, signOff.id, [signOff.verdict === 'approve' ? 'sign_off.given' : 'sign_off.refused']);
  const revoked = entryOf(entries, signOff.id, ['sign_off.revoked']);
  const { proposedBy, authorIds } = record.decision;
  return [
    ...(revision?.evidenceHash === signOff.evidenceHash ? [] : ['it is not bound to the hash of its revision']),
    ...(given === undefined
      ? ['the ledger does not know it']
      : [...unlike(signOff, given), ...problemsOfProof(signOff, given)]),
    ...((revoked === undefined) === (signOff.revokedAt === null) ? [] : ['the ledger and it differ on its revocation']),
    ...(proposedBy.personId === signOff.personId ? ['it was given by the proposer'] : []),
    ...(proposedBy.personId !== signOff.personId && authorIds.includes(signOff.personId)
      ? ['it was given by an author']
      : []),
    ...(signOff.onBehalfOf !== null &&
    (proposedBy.personId === signOff.onBehalfOf || authorIds.includes(signOff.onBehalfOf))
      ? ['it was given on behalf of an author']
      : []),
  ];
};

/** Sign-offs and their entries agree, none is left out, and nobody signed what they proposed or wrote. */
export const checkSignOffs = (record: DecisionRecord, entries: readonly LedgerEntry[]): string[] => {
  const omitted = entries
    .filter(({ type }) => type === 'sign_off.given' || type === 'sign_off.refused')
    .filter(({ data }) => !record.signOffs.some(({ id }) => id === data.signOff))
    .map(({ index }) => `The sign-off of entry ${index} is left out.`);
  const wrong = record.signOffs.flatMap((signOff) =>
    problemsOf(record, entries, signOff).map((problem) => `Sign-off by ${signOff.personName}: ${problem}.`),
  );
  return [...omitted, ...wrong];
};
