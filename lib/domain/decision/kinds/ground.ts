import type { ContextState } from '@/lib/domain/decision/context-state';

/** The context that a decision is about; that a context's kind has one was checked where it was proposed. */
export const contextOf = (ground: { context: ContextState | null }): ContextState => {
  if (ground.context === null) throw new Error('this kind of decision is about a context');
  return ground.context;
};
