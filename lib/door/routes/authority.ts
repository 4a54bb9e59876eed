import { listAuthority, readAuthority } from '@/lib/contract/operations/authority';
import type { AuthorityAnswer } from '@/lib/domain/authority/answer';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { type Asked, answerAll, answerRequest, placeOf, sentenceOf } from '@/lib/door/authority-answer';
import { type DoorRequest, type Route, route } from '@/lib/door/route';
import type { AuthoritySnapshot } from '@/lib/usecases/authority-snapshot';
import { wireAnswer } from '@/lib/usecases/queries/parts/authority-answer';

type AsOf = { at?: string | undefined; knownAt?: string | undefined };
type AuthorityRequest = Pick<
  DoorRequest<{ program: string }, AsOf, unknown>,
  'context' | 'params' | 'query' | 'around'
>;

const instantOrNull = (text: string | undefined): Date | null => (text === undefined ? null : new Date(text));

/** What was asked; `when` of another instant, which is answered in words as well. */
type AskedThen = Asked & { when: { entryAt: number; knownAt: Date | null } | null };

const told = (answer: AuthorityAnswer, asked: AskedThen) =>
  wireAnswer(answer, asked.when === null ? null : sentenceOf(answer, asked, asked.when));

/** A key asking about now is answered from memory; people, and questions about another instant, from the database. */
const ask = async ({ context, params, query, around }: AuthorityRequest): Promise<Result<AskedThen>> => {
  const { actor } = context;
  const asOf = { at: instantOrNull(query.at), knownAt: instantOrNull(query.knownAt) };
  if (actor.kind === 'key' && asOf.at === null && asOf.knownAt === null) {
    const confirmed = await around.authority.confirmed({ slug: params.program });
    if (!confirmed.ok) return confirmed;
    const { snapshot, at } = confirmed.value;
    if (actor.programId !== null && actor.programId !== snapshot.program.id) return noProgram;
    return accept({ snapshot, at, confirmedAt: snapshot.confirmedAt, knownAtEntry: null, when: null });
  }
  const found = await around.useCases.readAuthorityRecord(context, params.program, asOf);
  if (!found.ok) return found;
  const { snapshot, at, knownAtEntry, entryAt } = found.value;
  const ahead = [asOf.at, asOf.knownAt].map((instant) => instant !== null && instant > snapshot.confirmedAt);
  if (ahead.includes(true)) return inFuture(ahead[0] === true ? 'at' : 'knownAt');
  const isNow = asOf.at === null && asOf.knownAt === null;
  const when = isNow ? null : { entryAt, knownAt: asOf.knownAt };
  return accept({ snapshot, at, knownAtEntry, confirmedAt: isNow ? snapshot.confirmedAt : null, when });
};

const noProgram = refuse('not_found', 'There is no such program.');
const inFuture = (pointer: string) =>
  refuse('invalid_parameter', `${pointer} lies in the future.`, [{ pointer, detail: 'lies in the future' }]);

const decodePlace = (cursor: string | undefined): string =>
  cursor === undefined ? '' : Buffer.from(cursor, 'base64url').toString();

const list = route(listAuthority, async (request) => {
  const asked = await ask(request);
  if (!asked.ok) return asked;
  const answers = answerAll(asked.value);
  if (!answers.ok) return answers;
  const after = decodePlace(request.query.cursor);
  const rest = answers.value.filter((answer) => placeOf(answer) > after);
  const items = rest.slice(0, request.query.limit ?? 50);
  const last = items.at(-1);
  const more = rest.length > items.length && last !== undefined;
  return accept({
    items: items.map((answer) => told(answer, asked.value)),
    nextCursor: more ? Buffer.from(placeOf(last)).toString('base64url') : null,
  });
});

/** The parameters that name dimensions; one that the program does not declare is refused. */
const dimensionsOf = (
  query: Record<string, string | undefined>,
  snapshot: AuthoritySnapshot,
): Result<Record<string, string>> => {
  const own = new Set(['at', 'knownAt', 'key', 'subscriber']);
  const named = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    own.has(name) || value === undefined ? [] : [[name, value]],
  );
  const unknown = named.filter(([name]) => !snapshot.dimensions.includes(name)).map(([name]) => name);
  if (unknown.length === 0) return accept(Object.fromEntries(named));
  return refuse(
    'invalid_parameter',
    `This program has no dimension called ${unknown.join(', ')}.`,
    unknown.map((name) => ({ pointer: name, detail: 'is no dimension of this program' })),
  );
};

const one = route(readAuthority, async (request) => {
  const asked = await ask(request);
  if (!asked.ok) return asked;
  const { context, workload } = request.params;
  const { key, subscriber } = request.query;
  const dimensions = dimensionsOf(request.query, asked.value.snapshot);
  if (!dimensions.ok) return dimensions;
  const answered = answerRequest(asked.value, context, { workload, dimensions: dimensions.value, key, subscriber });
  return answered.ok ? accept(told(answered.value.answer, asked.value)) : answered;
});

export const authorityRoutes: Route[] = [list, one];
