import {
  listDeadlines,
  listPatterns,
  listRetirementItems,
  markRetirementItem,
  readPattern,
  triagePattern,
} from '@/lib/contract/operations/evidence';
import { type Route, route } from '@/lib/door/route';

export const evidenceRoutes: Route[] = [
  route(listPatterns, ({ context, params, query, around }) =>
    around.useCases.listPatterns(context, params.program, query),
  ),
  route(readPattern, ({ context, params, around }) =>
    around.useCases.readPattern(context, params.program, params.pattern),
  ),
  route(triagePattern, ({ context, params, body, around }) =>
    around.useCases.triagePattern(context, params.program, params.pattern, body),
  ),
  route(listRetirementItems, ({ context, params, query, around }) =>
    around.useCases.listRetirementItems(context, params.program, query),
  ),
  route(markRetirementItem, ({ context, params, body, around }) =>
    around.useCases.markRetirementItem(context, params.program, params.item, body),
  ),
  route(listDeadlines, ({ context, params, around }) => around.useCases.listDeadlines(context, params.program)),
];
