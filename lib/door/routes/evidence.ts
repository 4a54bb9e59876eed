import {
  liftHold,
  listDeadlines,
  listPatterns,
  listRetirementItems,
  markRetirementItem,
  placeHold,
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
  route(placeHold, ({ context, params, body, around }) => around.useCases.placeHold(context, params.program, body)),
  route(liftHold, ({ context, params, query, around }) =>
    around.useCases.liftHold(context, params.program, params.hold, query.reason),
  ),
  route(listRetirementItems, ({ context, params, query, around }) =>
    around.useCases.listRetirementItems(context, params.program, query),
  ),
  route(markRetirementItem, ({ context, params, body, around }) =>
    around.useCases.markRetirementItem(context, params.program, params.item, body),
  ),
  route(listDeadlines, ({ context, params, around }) => around.useCases.listDeadlines(context, params.program)),
];
