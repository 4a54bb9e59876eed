import { endDelegation, giveDelegation, listDelegations } from '@/lib/contract/operations/delegations';
import { type Route, route } from '@/lib/door/route';

export const delegationRoutes: Route[] = [
  route(giveDelegation, ({ context, params, body, around }) =>
    around.useCases.giveDelegation(context, params.program, body),
  ),
  route(listDelegations, ({ context, params, query, around }) =>
    around.useCases.listDelegations(context, params.program, query),
  ),
  route(endDelegation, ({ context, params, around }) =>
    around.useCases.endDelegation(context, params.program, params.delegation),
  ),
];
