import { z } from 'zod';
import { instant, prose } from './primitives';

/** What every proposal may say, whatever its kind. */
export const proposalText = {
  title: prose(200),
  rationale: prose(8000),
  scheduledFor: instant
    .nullable()
    .optional()
    .meta({ description: 'Executed then by itself, once approved; before it expires' }),
  draft: z.boolean().optional().meta({ description: 'Kept to be worked on, and proposed later' }),
};
