import type { SentOutcome } from '@/lib/contract/v1/outcomes';
import { type RefusalDetail, refused } from '@/lib/domain/kernel/refusal';
import { outcomeDigest, outcomeIdentity } from '@/lib/domain/pairing/outcome';
import { aheadMs } from '@/lib/domain/pairing/periods';
import type { Workload } from '@/lib/domain/words';
import type { Claim, NewOutcome, StreamKey } from '@/lib/store/outcomes';

// What lines say, checked against the program: all that can be refused before anything is written.

/** A line with its number, counted from one as editors do. */
export type Line = { line: number; stream: StreamKey; outcome: Omit<NewOutcome, 'streamId'>; hasId: boolean };

/** A context by its slug, with the workloads that it declares. */
export type KnownContext = { id: string; slug: string; workloads: readonly Workload[] };

const mostErrors = 100;

const at = (line: number, member: string, detail: string): RefusalDetail => ({
  pointer: `/lines/${line}/${member}`,
  detail,
});

const unknownContexts = (sent: readonly SentOutcome[], contexts: readonly KnownContext[]): void => {
  const slugs = new Set(contexts.map(({ slug }) => slug));
  const known = [...slugs].join(', ');
  const errors = sent.flatMap(({ context }, index) =>
    slugs.has(context) ? [] : [at(index + 1, 'context', `must be one of ${known}`)],
  );
  const [first] = errors;
  if (first === undefined) return;
  const detail = `Line ${first.pointer?.split('/')[2]}: its context is none of this program, which has ${known}. Nothing was kept.`;
  throw refused('run_unknown_context', detail, errors.slice(0, mostErrors));
};

/** The lines as outcomes. @throws Refused with the numbers of lines that cannot be kept. */
export const readLines = (sent: readonly SentOutcome[], contexts: readonly KnownContext[], now: Date): Line[] => {
  unknownContexts(sent, contexts);
  const bySlug = new Map(contexts.map((context) => [context.slug, context]));
  const latest = now.getTime() + aheadMs;
  const errors: RefusalDetail[] = [];
  const lines = sent.flatMap((told, index): Line[] => {
    const line = index + 1;
    const context = bySlug.get(told.context);
    if (context === undefined) return [];
    const workload = told.workload ?? null;
    const observedAt = new Date(told.observedAt);
    if (workload !== null && !context.workloads.includes(workload)) {
      errors.push(at(line, 'workload', `${told.context} has ${context.workloads.join(', ')}, and no ${workload}.`));
    }
    if (observedAt.getTime() > latest) {
      errors.push(at(line, 'observedAt', `This is in the future; it is ${now.toISOString()} here.`));
    }
    const { side, correlationId, fields, dimensions } = told;
    const said = { side, correlationId, observedAt, fields, dimensions, version: told.version ?? null };
    const digest = outcomeDigest({ ...said, workload });
    const outcome = { ...said, digest, identity: outcomeIdentity(told.id, digest) };
    const stream = { contextId: context.id, source: told.source, workload };
    return [{ line, stream, outcome, hasId: told.id !== undefined }];
  });
  const [first] = errors;
  if (first !== undefined) {
    const detail = `Line ${first.pointer?.split('/')[2]}: ${first.detail} Nothing was kept.`;
    throw refused('invalid_body', detail, errors.slice(0, mostErrors));
  }
  return lines;
};

export const claimOf = ({ stream, outcome }: Line): Claim => ({
  contextId: stream.contextId,
  source: stream.source,
  identity: outcome.identity,
  digest: outcome.digest,
});

/** @throws Refused where these lines come under an identity that says something else. */
export const refuseContradicted = (lines: readonly Line[]): void => {
  const [first] = lines;
  if (first === undefined) return;
  const ids = lines.map(({ line, outcome }) =>
    at(line, 'id', `"${outcome.identity.slice(3)}" was told before, with another body; the first one is kept.`),
  );
  const shown = lines.slice(0, 20).map(({ line }) => line);
  const which =
    lines.length === 1
      ? `Line ${first.line} comes`
      : `Lines ${shown.join(', ')}${lines.length > 20 ? ' and more' : ''} come`;
  const detail = `${which} under an id that stands for something else. Nothing was kept.`;
  throw refused('outcome_conflict', detail, ids.slice(0, mostErrors));
};

/** Each outcome once, in one order for everybody, so that two requests never wait for each other. */
export const distinctLines = (lines: readonly Line[]): Line[] => {
  const said = new Map<string, Line>();
  const contradicting: Line[] = [];
  for (const line of lines) {
    const { stream, outcome } = line;
    const key = `${stream.contextId} ${JSON.stringify(stream.source)} ${outcome.identity}`;
    const first = said.get(key);
    if (first === undefined) said.set(key, line);
    else if (first.outcome.digest !== outcome.digest) contradicting.push(line);
  }
  refuseContradicted(contradicting);
  return [...said].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, line]) => line);
};
