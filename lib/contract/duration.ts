import { z } from 'zod';
import { durationMs } from '@/lib/domain/kernel/duration';

/** Months and years are left out: their length depends on when they begin. */
export const durationText = z
  .string()
  .refine((text) => durationMs(text) !== null, 'must be an ISO 8601 duration such as P1D or PT90M')
  .describe('An ISO 8601 duration of weeks, days, hours, minutes and seconds, such as `P1D` or `PT90M`.');
