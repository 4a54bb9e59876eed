import { acknowledgeReview, breakGlass } from '@/lib/contract/operations/emergencies';
import { type Route, route } from '@/lib/door/route';

export const emergencyRoutes: Route[] = [
  route(breakGlass, ({ context, params, body, around }) =>
    around.useCases.breakGlass(context, params.program, params.context, body),
  ),
  route(acknowledgeReview, ({ context, params, around }) =>
    around.useCases.acknowledgeReview(context, params.program, params.decision),
  ),
];
