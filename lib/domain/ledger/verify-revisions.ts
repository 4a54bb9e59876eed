import { documentDigest, sha256Hex } from '@/lib/domain/kernel/digest';
import type { DecisionRecord } from './decision-record';
import type { LedgerEntry } from './entry';

const beginnings = ['decision.drafted', 'decision.proposed', 'decision.revised'];

const begun = (entries: readonly LedgerEntry[], number: number): LedgerEntry | undefined =>
  entries.find(({ type, data }) => beginnings.includes(type) && data.revision === number);

/** Why a revision began, as its entry tells; null for the one that was proposed. */
const reasonIn = ({ data }: LedgerEntry): string | null =>
  Array.isArray(data.reasons) ? data.reasons.join(' ') : null;

/** Revisions are complete and in order, each hashes to its evidence hash, and the ledger says the same hash. */
export const checkRevisions = (record: DecisionRecord, entries: readonly LedgerEntry[]): string[] => {
  const told = entries.filter(({ type }) => beginnings.includes(type)).length;
  const problems = told === record.revisions.length ? [] : [`The ledger knows ${told} revisions of it.`];
  return record.revisions.reduce((found, { document, evidenceHash, reason, openedAt }, at) => {
    const number = at + 1;
    const name = `Revision ${number}`;
    if (document.revision !== number) found.push(`${name} says that it is revision ${document.revision}.`);
    const { id, number: itsNumber, program } = record.decision;
    if (
      document.decision.id !== id ||
      document.decision.number !== itsNumber ||
      document.decision.program !== program
    ) {
      found.push(`${name} belongs to another decision.`);
    }
    if (document.payload.kind !== record.decision.kind) found.push(`${name} is of another kind.`);
    if (documentDigest(document) !== evidenceHash) found.push(`${name} does not hash to its evidence hash.`);
    const entry = begun(entries, number);
    if (entry === undefined) found.push(`${name} has no ledger entry.`);
    else if (entry.data.evidenceHash !== evidenceHash) found.push(`${name} has another hash in the ledger.`);
    if (entry !== undefined && entry.at !== openedAt) found.push(`${name} did not begin when it says.`);
    if (entry !== undefined && reasonIn(entry) !== reason) found.push(`${name} began for another reason.`);
    return found;
  }, problems);
};

const bytesOf = (base64: string): Uint8Array | null => {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return null;
  }
};

const digestOf = ({ form, sent }: DecisionRecord['runs'][number]): string | null => {
  if (form === 'bytes') {
    const bytes = bytesOf(sent);
    return bytes === null ? null : sha256Hex(bytes);
  }
  try {
    return documentDigest(JSON.parse(sent));
  } catch {
    return null;
  }
};

const unlikeEntry = (run: DecisionRecord['runs'][number], entries: readonly LedgerEntry[]): boolean => {
  const entry = entries.find(({ type, data }) => type === 'run.recorded' && data.run === run.id);
  return (['source', 'externalId', 'digest'] as const).some((name) => entry?.data[name] !== run[name]);
};

/** Every run that an evaluation names is in the record, as it was sent and as the ledger knows it. */
export const checkRuns = (record: DecisionRecord, entries: readonly LedgerEntry[]): string[] => {
  const changed = record.runs
    .filter((run) => digestOf(run) !== run.digest)
    .map((run) => `Run ${run.externalId} of ${run.source} is not what was sent: its digest differs.`);
  const unlike = record.runs
    .filter((run) => unlikeEntry(run, entries))
    .map((run) => `Run ${run.externalId} of ${run.source} is not the one that the ledger knows.`);
  const evaluations = [
    ...record.revisions.flatMap(({ document }) => document.evaluations),
    ...(record.execution?.preflight ?? []),
  ];
  const missing = evaluations.flatMap(({ key, evidence }) =>
    evidence
      .filter(({ kind }) => kind === 'run')
      .filter(({ id, digest }) => !record.runs.some((run) => run.id === id && run.digest === digest))
      .map(({ id }) => `${key} rests on run ${id}, which is not in the record with that digest.`),
  );
  return [...changed, ...unlike, ...new Set(missing)];
};
