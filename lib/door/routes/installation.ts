import { openApiDocument } from '@/lib/contract/openapi';
import { readApiPage, readHealth, readOpenApi, readReadiness } from '@/lib/contract/operations/installation';
import { accept } from '@/lib/domain/kernel/refusal';
import { apiPage } from '@/lib/door/api-page';
import { jsonReply, type Reply } from '@/lib/door/reply';
import { type Route, route, routeWith } from '@/lib/door/route';

let page: Reply | undefined;

const readPage = (): Reply => {
  page ??= apiPage(openApiDocument());
  return page;
};

export const installationRoutes: Route[] = [
  route(readHealth, async () => accept({ status: 'ok' as const })),
  routeWith(
    readReadiness,
    async ({ around }) => accept(await around.useCases.readReadiness()),
    (readiness) => jsonReply(readiness.status === 'ready' ? 200 : 503, readiness),
  ),
  route(readOpenApi, async () => accept({ ...openApiDocument() })),
  routeWith(readApiPage, async () => accept(null), readPage),
];
