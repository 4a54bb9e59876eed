import {
  attest,
  backtestRules,
  draftRules,
  listContexts,
  previewRules,
  readContext,
  readCriteria,
  readRules,
  rollBack,
} from '@/lib/contract/operations/contexts';
import { type Route, route } from '@/lib/door/route';

export const contextRoutes: Route[] = [
  route(listContexts, ({ context, params, query, around }) =>
    around.useCases.listContexts(context, params.program, query),
  ),
  route(readContext, ({ context, params, around }) =>
    around.useCases.readContext(context, params.program, params.context),
  ),
  route(readCriteria, ({ context, params, query, around }) =>
    around.useCases.readCriteria(context, params.program, params.context, query),
  ),
  route(attest, ({ context, params, body, around }) =>
    around.useCases.attest(context, params.program, params.context, body),
  ),
  route(rollBack, ({ context, params, body, around }) =>
    around.useCases.rollBack(context, params.program, params.context, body),
  ),
  route(readRules, ({ context, params, around }) => around.useCases.readRules(context, params.program, params.context)),
  route(draftRules, ({ context, params, body, around }) =>
    around.useCases.draftRules(context, params.program, params.context, body),
  ),
  route(previewRules, ({ context, params, body, around }) =>
    around.useCases.previewRules(context, params.program, params.context, body),
  ),
  route(backtestRules, ({ context, params, body, around }) =>
    around.useCases.backtestRules(context, params.program, params.context, body),
  ),
];
