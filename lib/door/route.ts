import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { Operation } from '@/lib/contract/operations/operation';
import { accept, type Result } from '@/lib/domain/kernel/refusal';
import type { Context } from '@/lib/usecases/context';
import type { SignedIn } from '@/lib/usecases/start-session';
import type { AuthorityMemory } from './authority-memory';
import type { Changes } from './changes';
import { emptyReply, jsonReply, type Reply } from './reply';
import type { UseCases } from './use-cases';

/** What every handler may ask of its surroundings. */
export type Surroundings = {
  useCases: UseCases;
  authority: AuthorityMemory;
  changes: Changes;
  /** What stands in the session cookie for someone who just signed in. */
  sealSession: (signedIn: SignedIn) => Promise<string>;
  secureCookies: boolean;
  cookieName: string;
};

/** A request whose caller, parameters and body have passed. `sent` are the body's bytes, inflated. */
export type DoorRequest<P, Q, B> = {
  context: Context;
  params: P;
  query: Q;
  body: B;
  /** `parsed` is its JSON before the schema; undefined for other bodies. `chunks` is a body that is read while it is used. */
  sent: { mediaType: string; bytes: Uint8Array; parsed: unknown; chunks?: AsyncIterable<Buffer> };
  /** The context of a body that was read while it was used, once its digest (SHA-256, hex) is known. */
  contextFor: (digest: string) => Context;
  headers: IncomingMessage['headers'];
  remoteAddress: string;
  around: Surroundings;
};

/** A declared operation with what does it. `run` is erased to the widest types after it was checked against them. */
export type Route = {
  operation: Operation;
  run: (request: DoorRequest<unknown, unknown, unknown>) => Promise<Result<Reply>>;
  /** Turns the value that an earlier answer was made from into that answer again. */
  replay: (value: unknown) => Reply;
};

type Handle<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, V> = (
  request: DoorRequest<z.output<P>, z.output<Q>, z.output<B>>,
) => Promise<Result<V>>;

const asDeclared = (operation: Operation, value: unknown): Reply =>
  operation.answer.status === 204 ? emptyReply(204) : jsonReply(operation.answer.status, value);

/** Binds a handler to its operation; its value is answered as the operation declares. */
export const route = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType>(
  operation: Operation<P, Q, B, A>,
  handle: Handle<P, Q, B, A extends z.ZodUnknown ? unknown : z.output<A>>,
): Route => routeWith(operation, handle, (value) => asDeclared(operation, value));

/** The same where the answer is more than the value: another status, headers, bytes. */
export const routeWith = <P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, A extends z.ZodType, V>(
  operation: Operation<P, Q, B, A>,
  handle: Handle<P, Q, B, V>,
  present: (value: V, request: Pick<DoorRequest<unknown, unknown, unknown>, 'headers' | 'around'> | null) => Reply,
): Route => ({
  operation,
  run: async (request) => {
    const result = await handle(request as DoorRequest<z.output<P>, z.output<Q>, z.output<B>>);
    return result.ok ? accept(present(result.value, request)) : result;
  },
  // What was kept is what the same use case answered, so it has the same type.
  replay: (value) => present(value as V, null),
});
