import { listDeadlines, listRetirementItems, markRetirementItem } from '@/lib/contract/operations/evidence';
import { type Route, route } from '@/lib/door/route';

export const evidenceRoutes: Route[] = [
  route(listRetirementItems, ({ context, params, query, around }) =>
    around.useCases.listRetirementItems(context, params.program, query),
  ),
  route(markRetirementItem, ({ context, params, body, around }) =>
    around.useCases.markRetirementItem(context, params.program, params.item, body),
  ),
  route(listDeadlines, ({ context, params, around }) => around.useCases.listDeadlines(context, params.program)),
];
