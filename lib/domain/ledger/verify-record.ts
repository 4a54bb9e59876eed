import { utf8ToBytes } from '@noble/hashes/utils.js';
import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { type ChainHead, emptyChain, followChain } from './chain';
import { type DecisionRecord, decisionRecordSchema } from './decision-record';
import type { LedgerEntry } from './entry';
import { checkExecution } from './verify-execution';
import { checkRevisions, checkRuns } from './verify-revisions';
import { checkSignOffs } from './verify-sign-offs';

/** One thing that was checked; `problems` is empty when it holds. */
export type RecordCheck = { name: string; problems: string[] };

export type RecordVerdict = {
  ok: boolean;
  checks: RecordCheck[];
  /** What the record's last entry hashes to; compare it with the ledger's own. Null when the chain breaks. */
  head: { origin: string; index: number; leaf: string } | null;
};

const chainOf = (record: DecisionRecord): { entries: LedgerEntry[]; head: ChainHead; problems: string[] } => {
  const { chain } = record;
  const start = emptyChain(chain.origin);
  const problems =
    chain.from === 0 && chain.prev !== start.leaf ? ['The chain does not begin with the genesis of its ledger.'] : [];
  let head: ChainHead = { ...start, next: chain.from, leaf: chain.prev };
  const entries: LedgerEntry[] = [];
  for (const text of chain.entries) {
    const step = followChain(head, utf8ToBytes(text));
    if (!step.ok) return { entries, head, problems: [...problems, step.problem] };
    head = step.head;
    entries.push(step.entry);
  }
  if (head.leaf !== chain.head.leaf || head.next - 1 !== chain.head.index) {
    problems.push('The last entry is not the head that the record names.');
  }
  return { entries, head, problems };
};

const fates: Record<string, string> = {
  'decision.executed': 'executed',
  'decision.rejected': 'rejected',
  'decision.withdrawn': 'withdrawn',
  'decision.expired': 'expired',
  'decision.superseded': 'superseded',
};

const checkFate = (record: DecisionRecord, entries: readonly LedgerEntry[]): string[] => {
  const ends = entries.flatMap(({ type }) => fates[type] ?? []);
  if (ends.length > 1) return [`It ended more than once: ${ends.join(', ')}.`];
  const { state } = record.decision;
  const [end] = ends;
  // Expiry is a matter of time; its entry may not have been written yet.
  const live = ['draft', 'open', 'approved', 'scheduled', 'expired'].includes(state);
  if (end === undefined) return live ? [] : [`It says it is ${state}, and no entry says so.`];
  return end === state ? [] : [`It says it is ${state}, and its entries say ${end}.`];
};

const beginnings = ['decision.drafted', 'decision.proposed', 'decision.revised'];

/** The entries that opened it; of what never got further than a draft, those that drafted it. */
const beginningOf = ({ decision }: DecisionRecord, entries: readonly LedgerEntry[]): LedgerEntry[] => {
  const proposed = entries.filter(({ type }) => type === 'decision.proposed');
  const mayBeDraft = decision.state === 'draft' || decision.state === 'withdrawn';
  return proposed.length > 0 || !mayBeDraft ? proposed : entries.filter(({ type }) => type === 'decision.drafted');
};

/** The first entry drafts or proposes, nothing drafts later, and nothing but edits comes between the two. */
const beginsRightly = (entries: readonly LedgerEntry[]): boolean => {
  const [first, ...later] = entries;
  if (first?.type === 'decision.proposed') return !later.some(({ type }) => type === 'decision.drafted');
  if (first?.type !== 'decision.drafted' || later.some(({ type }) => type === 'decision.drafted')) return false;
  const opened = later.findIndex(({ type }) => type === 'decision.proposed');
  const asDraft = opened === -1 ? later : later.slice(0, opened);
  return asDraft.every(({ type }) => type === 'decision.revised' || type === 'decision.withdrawn');
};

/** When it expires: as proposed, or earlier where a stricter policy shortened its life. */
const expiryIn = (entries: readonly LedgerEntry[]): unknown =>
  entries.findLast(
    ({ type, data }) => type === 'decision.proposed' || (type === 'decision.revised' && data.expiresAt !== undefined),
  )?.data.expiresAt ?? null;

const checkDecision = (record: DecisionRecord, entries: readonly LedgerEntry[]): string[] => {
  const { decision } = record;
  const [proposed, ...again] = beginningOf(record, entries);
  if (proposed === undefined) return ['No entry says that it was proposed.'];
  const problems = again.length > 0 ? ['It was proposed more than once.'] : [];
  if (!beginsRightly(entries)) problems.push('It was not drafted or proposed first.');
  const { actor, data } = proposed;
  const { kind, id, name } = decision.proposedBy;
  if (actor.kind !== kind || actor.id !== id || actor.name !== name) {
    problems.push(`It names ${decision.proposedBy.name} as proposer, and its entry ${actor.name ?? actor.id}.`);
  }
  if (decision.proposedBy.kind === 'person' && decision.proposedBy.personId !== decision.proposedBy.id) {
    problems.push('The proposer is a person, and another person is named behind them.');
  }
  // A decision about the program has no context.
  const told = { kind: data.kind, context: data.context === '' ? null : data.context, expiresAt: expiryIn(entries) };
  for (const name of ['kind', 'context', 'expiresAt'] as const) {
    if (told[name] !== decision[name]) problems.push(`Its ${name} is not what its entry says.`);
  }
  const wrote = entries.findLast(({ type }) => beginnings.includes(type))?.data.authors;
  if (canonicalJson(wrote ?? null) !== canonicalJson(decision.authorIds)) {
    problems.push('Its authors are not those that its entries name.');
  }
  if (proposed.at !== decision.proposedAt) problems.push('It was not proposed when it says.');
  return problems;
};

/**
 * Checks a downloaded decision record on its own: nothing but the file is read, and no server is believed. Compare
 * `head` with the ledger's to know that the record belongs to it.
 */
export const verifyDecisionRecord = (json: unknown): RecordVerdict => {
  const parsed = decisionRecordSchema.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `/${issue.path.map(String).join('/')}: ${issue.message}`);
    return { ok: false, checks: [{ name: 'The file is a decision record', problems }], head: null };
  }
  const record = parsed.data;
  const { entries, head, problems: chain } = chainOf(record);
  const own = entries.filter(({ subject }) => subject?.kind === 'decision' && subject.id === record.decision.id);
  const checks: RecordCheck[] = [
    { name: 'Its ledger entries follow each other unchanged', problems: chain },
    { name: 'It is the decision that its entries speak of', problems: checkDecision(record, own) },
    { name: 'Each revision hashes to its evidence hash', problems: checkRevisions(record, own) },
    { name: 'Each sign-off binds a person to what that person saw', problems: checkSignOffs(record, own) },
    { name: 'It was executed as the rules ask', problems: checkExecution(record, own) },
    { name: 'It ended as it says', problems: checkFate(record, own) },
    { name: 'The runs that it rests on are as they were sent', problems: checkRuns(record, entries) },
  ];
  return {
    ok: checks.every((check) => check.problems.length === 0),
    checks,
    head: chain.length > 0 ? null : { origin: head.origin, index: head.next - 1, leaf: head.leaf },
  };
};
