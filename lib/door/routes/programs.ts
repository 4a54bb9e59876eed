import { stringify } from 'yaml';
import { applyManifest, createProgram, listPrograms, readManifest } from '@/lib/contract/operations/programs';
import { jsonReply } from '@/lib/door/reply';
import { type Route, route, routeWith } from '@/lib/door/route';

const list = route(listPrograms, ({ context, query, around }) => around.useCases.listPrograms(context, query));

const create = route(createProgram, ({ context, body, around }) =>
  around.useCases.createProgramFromManifest(context, body),
);

const wantsYaml = (accept: string | undefined): boolean => /\b(application|text)\/(x-)?yaml\b/.test(accept ?? '');

const read = routeWith(
  readManifest,
  ({ context, params, around }) => around.useCases.readProgramManifest(context, params.program),
  (manifest, request) =>
    wantsYaml(request?.headers.accept)
      ? { status: 200, headers: { 'content-type': 'application/yaml' }, body: stringify(manifest) }
      : jsonReply(200, manifest),
);

const apply = route(applyManifest, ({ context, params, query, body, around }) =>
  query.dryRun === 'true'
    ? around.useCases.planProgramManifest(context, params.program, body)
    : around.useCases.applyManifest(context, params.program, body),
);

export const programRoutes: Route[] = [list, create, read, apply];
