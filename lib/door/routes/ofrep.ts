import { evaluateFlag, evaluateFlags } from '@/lib/contract/operations/authority';
import { slug } from '@/lib/contract/v1/primitives';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { Asked } from '@/lib/door/authority-answer';
import { etagOf, evaluate, evaluateAll, holdsTag } from '@/lib/door/ofrep';
import { emptyReply, jsonReply } from '@/lib/door/reply';
import { type DoorRequest, type Route, route, routeWith } from '@/lib/door/route';
import type { ProgramName } from '@/lib/usecases/authority-snapshot';
import type { Context } from '@/lib/usecases/context';

type RouterRequest = Pick<DoorRequest<unknown, unknown, unknown>, 'context' | 'headers' | 'around'>;
type AskedNow = Asked & { confirmedAt: Date };

const header = 'X-Lockgate-Program';

/** A key of one program names it; one that reaches several says which by header, and nobody reaches beyond their own. */
const programOf = (actor: Context['actor'], named: string | undefined): Result<ProgramName> => {
  if (named !== undefined && !slug.safeParse(named).success) return refuse('not_found', 'There is no such program.');
  if (actor.kind === 'key' && actor.programId !== null) return accept({ id: actor.programId });
  if (named === undefined)
    return refuse('invalid_parameter', `This key reaches several programs: name one with ${header}.`);
  return accept({ slug: named });
};

const ask = async ({ context, headers, around }: RouterRequest): Promise<Result<AskedNow>> => {
  const named = headers['x-lockgate-program']?.toString();
  const program = programOf(context.actor, named);
  if (!program.ok) return program;
  const confirmed = await around.authority.confirmed(program.value);
  if (!confirmed.ok) return confirmed;
  const { snapshot, at } = confirmed.value;
  if (named !== undefined && named !== snapshot.program.slug) return refuse('not_found', 'There is no such program.');
  return accept({ snapshot, at, confirmedAt: snapshot.confirmedAt, knownAtEntry: null });
};

const single = route(evaluateFlag, async (request) => {
  const asked = await ask(request);
  return asked.ok ? evaluate(asked.value, request.params.key, request.body.context) : asked;
});

const bulk = routeWith(
  evaluateFlags,
  async (request) => {
    const asked = await ask(request);
    if (!asked.ok) return asked;
    const flags = evaluateAll(asked.value, request.body.context);
    if (!flags.ok) return flags;
    const { actor } = request.context;
    const scopes = actor.kind === 'key' ? actor.scopes : [];
    const etag = etagOf({ programId: asked.value.snapshot.program.id, scopes }, request.body.context, flags.value);
    return accept({ flags: flags.value, etag });
  },
  ({ flags, etag }, request) =>
    holdsTag(request?.headers['if-none-match'], etag) ? emptyReply(304, { etag }) : jsonReply(200, { flags }, { etag }),
);

export const ofrepRoutes: Route[] = [single, bulk];
