import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { operations } from '@/lib/contract/operations/all';
import type { Operation } from '@/lib/contract/operations/operation';
import { ofrepFailure } from '@/lib/contract/v1/ofrep';
import { problem } from '@/lib/contract/v1/problem';

// Somebody outside, who holds every answer against what the API's document promises of it.

const patternOf = ({ path }: Operation): RegExp =>
  new RegExp(`^${path.replace(/[.:]/g, '\\$&').replace(/\{\w+\}/g, '[^/]+')}$`);

const operationOf = (method: string, path: string): Operation => {
  const fitting = operations.filter((operation) => operation.method === method && patternOf(operation).test(path));
  const literal = fitting.find((operation) => operation.path === path) ?? fitting.at(0);
  if (literal === undefined) throw new Error(`no operation is ${method} ${path}`);
  return literal;
};

/** Fails where the answer's status or body is not one that the operation declares. */
const holdToPromise = (operation: Operation, status: number, body: unknown): void => {
  const { answer } = operation;
  if (status >= 400 && operation.path.startsWith('/ofrep')) {
    ofrepFailure.parse(body);
  } else if (status >= 400 && status !== answer.also?.status) {
    expect(problem.parse(body).status).toBe(status);
  } else {
    expect([answer.status, answer.also?.status]).toContain(status);
    if (status !== 204 && status !== 304) answer.schema?.parse(body);
  }
};

// biome-ignore lint/suspicious/noExplicitAny: a test reads whatever it expects; the promise was checked just before.
type Read = any;
export type Answer = { status: number; headers: Headers; body: Read };
export type Ask = (
  method: Operation['method'],
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** A caller with these headers on every request; each write has an Idempotency-Key of its own unless it brings one. */
export const caller =
  (url: string, own: Record<string, string>): Ask =>
  async (method, path, body, headers = {}) => {
    const response = await fetch(url + path, {
      method,
      headers: {
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': randomUUID() }),
        ...own,
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const operation = operationOf(method, new URL(url + path).pathname);
    const said = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '') && operation.answer.media === undefined;
    const read: unknown = isJson || response.status >= 400 ? JSON.parse(said) : said;
    if (isJson || response.status >= 400) holdToPromise(operation, response.status, read);
    return { status: response.status, headers: response.headers, body: read };
  };
