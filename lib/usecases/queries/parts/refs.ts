import type { ContextRef } from '@/lib/contract/views/parts';

export const contextRefOf = ({ slug, name }: ContextRef): ContextRef => ({ slug, name });

/** Refs of a program's contexts by id. */
export const contextRefs = (contexts: readonly (ContextRef & { id: string })[]): ReadonlyMap<string, ContextRef> =>
  new Map(contexts.map((context) => [context.id, contextRefOf(context)]));
