import { listReplays, listRisks } from '@/lib/contract/operations/governing';
import { type Route, route } from '@/lib/door/route';

export const governingRoutes: Route[] = [
  route(listRisks, ({ context, params, around }) => around.useCases.listRisks(context, params.program, params.context)),
  route(listReplays, ({ context, params, around }) =>
    around.useCases.listReplays(context, params.program, params.context),
  ),
];
