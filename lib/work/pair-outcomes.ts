import { pairOutcomes } from '@/lib/usecases/commands/pair-outcomes';

/** Makes the runs of periods that have closed. It may die at any time: what it had not recorded is due at the next turn. */
export const pairDueOutcomes = async (): Promise<void> => {
  await pairOutcomes();
};
