import type { DecisionView } from '@/lib/contract/views/decision';
import type { Result } from '@/lib/domain/kernel/refusal';
import type { Context } from '@/lib/usecases/context';
import { buildDecision } from './decision/build';
import { loadWhole } from './decision/load';
import { inProgram } from './parts/viewing';

/** One decision by its number, as of now. */
export const viewDecision = (context: Context, programSlug: string, number: number): Promise<Result<DecisionView>> =>
  inProgram(context, programSlug, async (viewing) => buildDecision(await loadWhole(viewing, number), viewing));
