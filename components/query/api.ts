import { asProblem, problemOf } from './problem';

export type Call = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  path: string;
  body?: unknown;
  /** Text that is sent as it is, with its media type, in place of `body`. */
  text?: { content: string; mediaType: string };
  key?: string;
  /** Gives the call up when something later has taken its place. */
  signal?: AbortSignal;
};

const headersOf = ({ body, text, key }: Call): Record<string, string> => ({
  accept: 'application/json',
  ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  ...(text === undefined ? {} : { 'content-type': text.mediaType }),
  ...(key === undefined ? {} : { 'idempotency-key': key }),
});

/** Calls the public API with the session cookie. Throws an ApiProblem; an empty answer is null. */
export const api = async <T>(call: Call): Promise<T> => {
  try {
    const response = await fetch(call.path, {
      method: call.method,
      headers: headersOf(call),
      body: call.text?.content ?? (call.body === undefined ? null : JSON.stringify(call.body)),
      credentials: 'same-origin',
      cache: 'no-store',
      ...(call.signal === undefined ? {} : { signal: call.signal }),
    });
    if (!response.ok) throw await problemOf(response);
    if (response.status === 204) return null as T;
    return (await response.json()) as T;
  } catch (error) {
    throw asProblem(error);
  }
};
