import {
  liftHold,
  liftHoldOnEverything,
  listHolds,
  listHoldsOnEverything,
  placeHold,
  placeHoldOnEverything,
} from '@/lib/contract/operations/holds';
import { type Route, route } from '@/lib/door/route';

export const holdRoutes: Route[] = [
  route(listHolds, ({ context, params, query, around }) => around.useCases.listHolds(context, params.program, query)),
  route(placeHold, ({ context, params, body, around }) => around.useCases.placeHold(context, params.program, body)),
  route(liftHold, ({ context, params, query, around }) =>
    around.useCases.liftHold(context, params.program, params.hold, query.reason),
  ),
  route(listHoldsOnEverything, ({ context, query, around }) => around.useCases.listHoldsOnEverything(context, query)),
  route(placeHoldOnEverything, ({ context, body, around }) => around.useCases.placeHoldOnEverything(context, body)),
  route(liftHoldOnEverything, ({ context, params, query, around }) =>
    around.useCases.liftHoldOnEverything(context, params.hold, query.reason),
  ),
];
