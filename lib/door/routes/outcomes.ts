import { listOutcomes, sendOutcomes } from '@/lib/contract/operations/outcomes';
import { type Route, route } from '@/lib/door/route';
import { readOutcomeLines } from '@/lib/ingest/outcome-lines';

async function* nothing(): AsyncGenerator<Buffer> {
  // A body that is no stream has no lines.
}

export const outcomeRoutes: Route[] = [
  route(sendOutcomes, async ({ context, params, sent, contextFor, around }) => {
    const allowed = await around.useCases.checkMayRecord(context, params.program);
    if (!allowed.ok) return allowed;
    const lines = await readOutcomeLines(sent.chunks ?? nothing());
    if (!lines.ok) return lines;
    return around.useCases.recordOutcomes(contextFor(lines.value.digest), params.program, lines.value.sent);
  }),
  route(listOutcomes, ({ context, params, query, around }) =>
    around.useCases.listOutcomes(context, params.program, query),
  ),
];
