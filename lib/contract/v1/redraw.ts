import { z } from 'zod';
import { cohortShape, oneCut, subscriberSchema } from '@/lib/contract/manifest-context';
import { workloads } from '@/lib/domain/words';
import { slug } from './primitives';
import { proposalText } from './proposal-text';

const { share: _share, ...cohortMembers } = cohortShape;

const cohort = oneCut(z.strictObject(cohortMembers)).meta({
  id: 'RedrawnCohort',
  description:
    '`where`: every named dimension has one of these values. `percent`: that range of the keys. Neither: `rest`',
});

export const redrawLanesProposal = z
  .strictObject({
    kind: z.literal('redraw_lanes'),
    context: slug,
    cohorts: z
      .array(cohort)
      .max(100)
      .meta({ description: 'The whole new drawing in its order; `rest` comes last, written or not' }),
    subscribers: z
      .array(subscriberSchema)
      .max(200)
      .optional()
      .meta({ description: 'All of them; left out: as they are' }),
    workloads: z
      .array(z.enum(workloads))
      .min(1)
      .max(workloads.length)
      .optional()
      .meta({ description: 'All of them; left out: as they are. A new one only while no lane is on target' }),
    ...proposalText,
  })
  .meta({ id: 'ProposeRedrawLanes' });
