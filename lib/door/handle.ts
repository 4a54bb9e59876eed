import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { accept, type Refusal, Refused, type Result, refuse } from '@/lib/domain/kernel/refusal';
import type { AuthoritySource } from '@/lib/usecases/authority-snapshot';
import type { Context } from '@/lib/usecases/context';
import { Replayed } from '@/lib/usecases/idempotency';
import { AuthorityMemory, type AuthorityMemoryOptions } from './authority-memory';
import { BodiesInMemory, type Held } from './bodies-in-memory';
import { type BodyPatience, bodyOf } from './body';
import { type CallerRules, type CallerSource, callerOf } from './caller';
import { Changes, type ChangesOptions } from './changes';
import { bodyDigest, idempotencyKeyOf, receiptOf } from './idempotency';
import { ofrepFailure } from './ofrep';
import { parseQuery, readQuery } from './parameters';
import { problemOf, unforeseen } from './problem';
import { jsonReply, type Reply, send } from './reply';
import { discardRest } from './request-body';
import type { Route, Surroundings } from './route';
import { createRouter, type Found } from './router';
import { routes } from './routes/all';
import type { UseCases } from './use-cases';

/** Where the door writes what it saw; a pino logger fits. */
export type DoorLog = Record<'debug' | 'info' | 'error', (fields: object, message: string) => void>;

export type DoorOptions = {
  useCases: UseCases;
  callers: CallerSource;
  authority: AuthoritySource;
  /** Such as `https://lockgate.example`: what writes by cookie must name as their origin. */
  publicOrigin: string;
  /** The cookie that carries a person's session. */
  cookieName: string;
  /** What stands in that cookie for someone who just signed in. */
  sealSession: Surroundings['sealSession'];
  log: DoorLog;
  patience?: BodyPatience;
  /** Bytes that all bodies held whole at one moment may have together. */
  bodyMemory?: number;
  memory?: AuthorityMemoryOptions;
  changes?: ChangesOptions;
};

/** Answers a request and says true, or leaves it alone and says false where its path is not the door's. */
export type Door = ((request: IncomingMessage, response: ServerResponse) => Promise<boolean>) & {
  /** Ends what is streamed, so that the port can close. */
  endStreams: () => void;
};

const ours = /^\/(api\/v1|ofrep|healthz|readyz|docs\/api)(\/|$)/;
/** Four imports of the largest size. */
const defaultBodyMemory = 256 * 1_048_576;
const defaultPatience: BodyPatience = { json: 30_000, import: 300_000 };

type Call = { request: IncomingMessage; requestId: string; path: string; search: string };
type Seen = { operation?: string; actor?: string };

type Input = { params: unknown; query: unknown };
type Reading = { found: Found; input: Result<Input> | null };
const rememberedReadings = 2_000;

const notThere = refuse('not_found', 'There is nothing at this address.');

const targetOf = (request: IncomingMessage): { path: string; search: string } => {
  const [path = '', ...search] = (request.url ?? '').split('?');
  return { path, search: search.join('?') };
};

class Handler {
  readonly #find: (method: string, path: string) => Found;
  readonly #around: Surroundings;
  readonly #rules: CallerRules;
  readonly #readings = new Map<string, Reading>();
  readonly #bodies: BodiesInMemory;

  constructor(private readonly options: DoorOptions) {
    this.#find = createRouter(routes);
    this.#bodies = new BodiesInMemory(options.bodyMemory ?? defaultBodyMemory);
    this.#rules = { publicOrigin: options.publicOrigin, cookieName: options.cookieName };
    this.#around = {
      useCases: options.useCases,
      authority: new AuthorityMemory(options.authority, options.memory),
      changes: new Changes(options.useCases, options.changes),
      cookieName: options.cookieName,
      sealSession: options.sealSession,
      secureCookies: options.publicOrigin.startsWith('https:'),
    };
  }

  endStreams(): void {
    this.#around.changes.close();
  }

  /** The answer to one request, whatever happens on the way; the only place where failures become answers. */
  async answer(call: Call, seen: Seen): Promise<Reply> {
    const reading = this.#read(call);
    const { found } = reading;
    const ofrepKey = call.path.startsWith('/ofrep/') ? keyIn(call.path, found) : null;
    try {
      const result = await this.#dispatch(call, reading, seen);
      if (result.ok) return result.value;
      const allow: Record<string, string> = found.kind === 'method' ? { allow: found.allow.join(', ') } : {};
      return refusalReply(result.refusal, call.requestId, ofrepKey, allow);
    } catch (error) {
      if (error instanceof Replayed && found.kind === 'route') {
        const reply = found.route.replay(JSON.parse(error.body));
        return { ...reply, headers: { ...reply.headers, 'idempotent-replayed': 'true' } };
      }
      if (error instanceof Refused) return refusalReply(error.refusal, call.requestId, ofrepKey, {});
      this.options.log.error({ err: error, requestId: call.requestId, operation: seen.operation }, 'a request failed');
      return refusalReply(unforeseen, call.requestId, ofrepKey, {});
    }
  }

  /** Follows from method and address alone, so that the ones which routers ask for all day are read once. */
  #read({ request, path, search }: Call): Reading {
    const method = request.method ?? '';
    const name = `${method} ${path}?${search}`;
    const known = this.#readings.get(name);
    if (known !== undefined) return known;
    const found = this.#find(method, path);
    const input = found.kind === 'route' ? this.#parameters(found.route, found.params, search) : null;
    const reading = { found, input };
    if (input?.ok !== true || name.length > 500) return reading;
    if (this.#readings.size >= rememberedReadings) this.#readings.clear();
    this.#readings.set(name, reading);
    return reading;
  }

  async #dispatch(call: Call, { found, input }: Reading, seen: Seen): Promise<Result<Reply>> {
    if (found.kind === 'method') {
      return refuse('method_not_allowed', `Only ${found.allow.join(', ')} can be used here.`);
    }
    if (found.kind === 'nothing' || input === null) return notThere;
    const { route } = found;
    const { operation } = route;
    seen.operation = operation.id;
    const actor = await callerOf(call.request, operation, this.options.callers, this.#rules);
    if (!actor.ok) return actor;
    seen.actor = nameOf(actor.value);
    if (!input.ok) return input;
    const held = this.#bodies.hold();
    try {
      return await this.#act(call, route, actor.value, input.value, held);
    } finally {
      held.release();
    }
  }

  #parameters({ operation }: Route, params: Record<string, string>, search: string): Result<Input> {
    // A path that no id or slug can have leads nowhere; which part is wrong is nobody's business.
    const checked = operation.params.safeParse(params);
    if (!checked.success) return notThere;
    const query = readQuery(search);
    if (!query.ok) return query;
    const parsed = parseQuery(operation.query, query.value);
    return parsed.ok ? accept({ params: checked.data, query: parsed.value }) : parsed;
  }

  async #act(call: Call, route: Route, actor: Context['actor'], input: Input, held: Held): Promise<Result<Reply>> {
    const { operation } = route;
    const key = idempotencyKeyOf(call.request, operation);
    if (!key.ok) return key;
    const sent = await bodyOf(call.request, operation, this.options.patience ?? defaultPatience, held);
    if (!sent.ok) return sent;
    const own: Context = { actor, requestId: call.requestId };
    const contextFor = (digest: string): Context =>
      key.value === undefined
        ? own
        : { ...own, idempotency: receiptOf(operation, key.value, `${call.path}?${call.search}`, digest) };
    const isWhole = key.value !== undefined && sent.value.chunks === undefined;
    return route.run({
      ...input,
      context: isWhole ? contextFor(bodyDigest(sent.value)) : own,
      contextFor,
      body: sent.value.value,
      sent: sent.value,
      headers: call.request.headers,
      remoteAddress: call.request.socket.remoteAddress ?? '',
      around: this.#around,
    });
  }
}

/** Routers and probes ask many times a second, and a line for each would cost more than its answer. */
const isFrequent = (path: string, operation: string | undefined): boolean =>
  path.startsWith('/ofrep/') || path.endsWith('z') || operation === 'readAuthority';

const nameOf = (actor: Context['actor']): string => {
  if (actor.kind === 'person') return `person ${actor.personId}`;
  return actor.kind === 'key' ? `key ${actor.keyId}` : actor.name;
};

/** The flag that an OFREP path names; undefined in the bulk form. */
const keyIn = (path: string, found: Found): { key: string | undefined } => ({
  key: found.kind === 'route' ? found.params.key : /\/flags\/([^/]+)$/.exec(path)?.[1],
});

const headersFor = (refusal: Refusal): Record<string, string> => {
  if (refusal.code === 'unauthenticated') return { 'www-authenticate': 'Bearer realm="lockgate"' };
  // Whole seconds, since clients misread dates here.
  if (refusal.code === 'throttled') return { 'retry-after': String(refusal.retryAfterSeconds ?? 60) };
  return refusal.code === 'unavailable' ? { 'retry-after': '1' } : {};
};

const refusalReply = (
  refusal: Refusal,
  requestId: string,
  ofrep: { key: string | undefined } | null,
  headers: Record<string, string>,
): Reply => {
  const all = { ...headersFor(refusal), ...headers };
  if (ofrep !== null) {
    const { status, body } = ofrepFailure(refusal, ofrep.key);
    return jsonReply(status, body, all);
  }
  const problem = problemOf(refusal, requestId);
  return jsonReply(problem.status, problem, all, 'application/problem+json');
};

/** The HTTP API over node:http: declared operations, strict bodies, one table of problems, one place that logs. */
export const createDoor = (options: DoorOptions): Door => {
  const handler = new Handler(options);
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const { path, search } = targetOf(request);
    if (!ours.test(path)) return false;
    const started = performance.now();
    const requestId = randomUUID();
    const seen: Seen = {};
    const given = await handler.answer({ request, requestId, path, search }, seen);
    const unread = !request.complete && given.status >= 400;
    const reply = unread ? { ...given, headers: { ...given.headers, connection: 'close' } } : given;
    send(response, reply, requestId, request.method === 'HEAD');
    if (unread) discardRest(request);
    const level = isFrequent(path, seen.operation) ? 'debug' : 'info';
    const ms = Math.round(performance.now() - started);
    options.log[level]({ requestId, method: request.method, status: reply.status, ms, ...seen }, 'request');
    return true;
  };
  return Object.assign(answer, { endStreams: () => handler.endStreams() });
};
