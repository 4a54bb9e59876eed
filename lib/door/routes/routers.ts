import { acknowledge, listRouters, recordObservations } from '@/lib/contract/operations/routers';
import { type Route, route } from '@/lib/door/route';

export const routerRoutes: Route[] = [
  route(listRouters, ({ context, params, query, around }) =>
    around.useCases.listRouters(context, params.program, query),
  ),
  route(acknowledge, ({ context, params, body, around }) =>
    around.useCases.acknowledge(context, params.program, params.router, body),
  ),
  route(recordObservations, ({ context, params, body, around }) =>
    around.useCases.recordObservations(context, params.program, body),
  ),
];
