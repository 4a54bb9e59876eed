import { expect } from 'vitest';
import type { Operation } from '@/lib/contract/operations/operation';
import type { Role } from '@/lib/domain/words';
import type { Answer } from '@/lib/door/testing/api-client';
import type { Street } from './street';
import { type Asker, roleAskers } from './table';

/** What is acted on: ids and numbers, as the act itself needs them. */
// biome-ignore lint/suspicious/noExplicitAny: each act reads what its own preparation made.
export type Subject = any;

export type Request = { method: Operation['method']; path: string; body?: unknown; headers?: Record<string, string> };

export type Act = {
  /** The operation of the contract that it stands for. */
  operation: string;
  /** Makes something to act on: once for all who are refused, anew for each who is allowed unless it is `lasting`. */
  prepare?: (street: Street) => Promise<Subject>;
  lasting?: true;
  /** `base` is the address of the program that is asked. */
  ask: (about: { asker: Asker; base: string; subject: Subject; street: Street }) => Request | Promise<Request>;
  /** Undoes what was allowed, where it would stand in the way of others. */
  after?: (about: { asker: Asker; subject: Subject; answer: Answer; street: Street }) => Promise<unknown>;
};

export const base = '/api/v1/programs/claims';

/** The body of an answer that a preparation expects to be good. */
export const good = async (answer: Promise<Answer>): Promise<Subject> => {
  const { status, body } = await answer;
  expect([status < 300, body?.detail]).toEqual([true, undefined]);
  return body;
};

/** The role in which somebody signs: their own, or risk, which everybody else in the grid holds or borrows. */
export const signingRole = (asker: Asker): Role => roleAskers.find((role) => role === asker) ?? 'risk';

const dayMs = 86_400_000;
export const inDays = (days: number): string => new Date(Date.now() + days * dayMs).toISOString();
export const told = { title: 'A step', rationale: 'It is time.' };
