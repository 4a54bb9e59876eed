import { z } from 'zod';
import { expectedCheckSchema } from '@/lib/contract/manifest-context';
import type { DeclaredCheck } from '@/lib/domain/criteria/declared-check';

/** What a context declares that its runs must cover, as stored. */
export const declaredChecks = (stored: unknown): DeclaredCheck[] => z.array(expectedCheckSchema).parse(stored);
