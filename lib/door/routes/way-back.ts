import { listWayBack, proveWayBack, withdrawWayBack } from '@/lib/contract/operations/way-back';
import { type Route, route } from '@/lib/door/route';

export const wayBackRoutes: Route[] = [
  route(listWayBack, ({ context, params, around }) =>
    around.useCases.listWayBack(context, params.program, params.context),
  ),
  route(proveWayBack, ({ context, params, body, around }) =>
    around.useCases.proveWayBack(context, params.program, params.context, body),
  ),
  route(withdrawWayBack, ({ context, params, query, around }) =>
    around.useCases.withdrawWayBack(context, params.program, params.context, params.proof, query.reason),
  ),
];
