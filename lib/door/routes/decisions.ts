import {
  executeDecision,
  listDecisions,
  openDraft,
  preflightDecision,
  proposeDecision,
  readDecision,
  readDecisionRecord,
  reviseDecision,
  revokeSignOff,
  signDecision,
  withdrawDecision,
} from '@/lib/contract/operations/decisions';
import { jsonReply } from '@/lib/door/reply';
import { type Route, route, routeWith } from '@/lib/door/route';

export const decisionRoutes: Route[] = [
  route(proposeDecision, ({ context, params, body, around }) =>
    around.useCases.proposeDecision(context, params.program, body),
  ),
  route(listDecisions, ({ context, params, query, around }) =>
    around.useCases.listDecisions(context, params.program, query),
  ),
  route(readDecision, ({ context, params, around }) =>
    around.useCases.readDecision(context, params.program, params.decision),
  ),
  route(preflightDecision, ({ context, params, body, around }) =>
    around.useCases.preflight(context, params.program, body),
  ),
  route(openDraft, ({ context, params, body, around }) =>
    around.useCases.openDraft(context, params.program, params.decision, body),
  ),
  route(withdrawDecision, ({ context, params, body, around }) =>
    around.useCases.withdrawDecision(context, params.program, params.decision, body),
  ),
  route(reviseDecision, ({ context, params, body, around }) =>
    around.useCases.reviseDecision(context, params.program, params.decision, body),
  ),
  route(signDecision, ({ context, params, body, around }) =>
    around.useCases.signDecision(context, params.program, params.decision, body),
  ),
  route(revokeSignOff, ({ context, params, around }) =>
    around.useCases.revokeSignOff(context, params.program, params.decision, params.signOff),
  ),
  route(executeDecision, ({ context, params, body, around }) =>
    around.useCases.executeDecision(context, params.program, params.decision, body),
  ),
  routeWith(
    readDecisionRecord,
    ({ context, params, around }) => around.useCases.readDecisionRecord(context, params.program, params.decision),
    (record) =>
      jsonReply(200, record, {
        'content-disposition': `attachment; filename="${record.decision.program}-decision-${record.decision.number}.json"`,
      }),
  ),
];
