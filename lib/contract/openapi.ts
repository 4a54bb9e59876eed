import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from 'zod-openapi';
import { type RefusalCode, refusalTitles } from '@/lib/domain/kernel/refusal';
import { limits } from './limits';
import { operations } from './operations/all';
import type { Operation } from './operations/operation';
import { refusalsOf } from './operations/refusals';
import { refusalStatuses, statusOf } from './refusal-status';
import { ofrepFailure } from './v1/ofrep';
import { problem } from './v1/problem';

export type OpenApiDocument = ReturnType<typeof createDocument>;

const description = `Every answer is JSON in UTF-8; instants are RFC 3339, amounts are decimal text, ids are opaque.

Errors are \`application/problem+json\` (RFC 9457) with a \`code\` of the registry in \`x-refusal-codes\`. A 2xx is sent only after commit. Writes take \`Idempotency-Key\`: the same key and body get the first answer again with \`Idempotent-Replayed: true\`; the same key with another body is refused. Lists answer \`{ items, nextCursor }\`.

Limits: a body has at most 1 MiB, an import 64 MiB and ${limits.importDiscrepancies.toLocaleString('en')} differences and ${limits.importChecks.toLocaleString('en')} checks, a lineage event 8 MiB, NDJSON any length with 64 KiB a line, counted while reading and again when inflated (gzip only, at most 100 times its size); JSON nests at most 32 deep, with 1,000 members in an object and 10,000 elements in an array (1,000,000 of either in an import and a lineage event), each name once.`;

const mediaOf = ({ kind }: Operation['body']): string[] => {
  if (kind === 'manifest') return ['application/json', 'application/yaml'];
  if (kind === 'import') return ['application/json', 'text/csv', 'application/x-ndjson', 'text/plain'];
  if (kind === 'events') return ['application/cloudevents+json', 'application/cloudevents-batch+json', '*/*'];
  if (kind === 'ndjson') return ['application/x-ndjson'];
  return ['application/json'];
};

const requestBodyOf = (operation: Operation): Pick<ZodOpenApiOperationObject, 'requestBody'> => {
  const { body } = operation;
  if (body.kind === 'none') return {};
  const schema =
    'schema' in body ? body.schema : z.unknown().meta({ description: 'The tool’s document, as it wrote it' });
  const content = Object.fromEntries(mediaOf(body).map((media) => [media, { schema }]));
  const size =
    body.kind === 'ndjson'
      ? `One document a line, each of at most ${limits.lineBytes.toLocaleString('en')} bytes; as many as there are.`
      : `At most ${limits.bodyBytes[body.kind].toLocaleString('en')} bytes.`;
  return { requestBody: { required: true, description: size, content } };
};

const isOfrep = (operation: Operation): boolean => operation.body.kind === 'ofrep';

const failuresOf = (operation: Operation): ZodOpenApiResponsesObject => {
  const byStatus = new Map<number, RefusalCode[]>();
  for (const code of refusalsOf(operation)) {
    // OFREP says 400 for whatever is wrong with the request's content.
    const status = isOfrep(operation) && statusOf[code] === 422 ? 400 : statusOf[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const content = isOfrep(operation)
    ? { 'application/json': { schema: ofrepFailure } }
    : { 'application/problem+json': { schema: problem } };
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, codes]) => [
        String(status) as `${1 | 2 | 3 | 4 | 5}${string}`,
        { description: codes.map((code) => refusalTitles[code]).join('; '), content, 'x-codes': codes },
      ]),
  );
};

const successesOf = ({ answer, idempotency }: Operation): ZodOpenApiResponsesObject => {
  const media = answer.media ?? 'application/json';
  const content = answer.schema === undefined ? { [media]: {} } : { [media]: { schema: answer.schema } };
  const headers =
    idempotency === 'none'
      ? {}
      : {
          headers: {
            'Idempotent-Replayed': {
              description: '`true` where this is the first answer again',
              schema: { type: 'string' as const },
            },
          },
        };
  const { also } = answer;
  return {
    [`${answer.status}`]: {
      description: answer.description,
      ...headers,
      ...(answer.status === 204 ? {} : { content }),
    },
    ...(also === undefined
      ? {}
      : { [`${also.status}`]: { description: also.description, ...(also.empty === true ? {} : { content }) } }),
  };
};

const headersOf = (operation: Operation): z.ZodObject | null => {
  const key = z
    .string()
    .min(1)
    .max(255)
    .meta({ description: 'A new one for each act, the same one when sending again' });
  const named = z.string().optional().meta({ description: 'Needed where the key reaches several programs' });
  if (isOfrep(operation) || operation.body.kind === 'lineage') return z.object({ 'X-Lockgate-Program': named });
  if (operation.idempotency === 'none') return null;
  return z.object({ 'Idempotency-Key': operation.idempotency === 'required' ? key : key.optional() });
};

const securityOf = ({ caller }: Operation): { [name: string]: string[] }[] => {
  if (caller === 'none') return [];
  const key = { key: [] };
  const session = { session: [] };
  if (caller === 'both') return [key, session];
  return caller === 'key' ? [key] : [session];
};

const asObject = (schema: z.ZodType): z.ZodObject => {
  if (!(schema instanceof z.ZodObject)) throw new TypeError('parameters are declared as an object');
  return schema;
};

const paramsOf = (operation: Operation) => {
  const header = headersOf(operation);
  return {
    path: asObject(operation.params),
    query: asObject(operation.query),
    ...(header === null ? {} : { header }),
  };
};

const operationObject = (operation: Operation): ZodOpenApiOperationObject => ({
  operationId: operation.id,
  summary: operation.summary,
  ...(operation.description === undefined ? {} : { description: operation.description }),
  tags: [operation.noun],
  security: securityOf(operation),
  requestParams: paramsOf(operation),
  ...requestBodyOf(operation),
  responses: { ...successesOf(operation), ...failuresOf(operation) },
  ...(operation.scope === null ? {} : { 'x-scope': operation.scope }),
});

const build = (): OpenApiDocument => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: operationObject(operation) };
  }
  const nouns = [...new Set(operations.map((operation) => operation.noun))];
  return createDocument({
    openapi: '3.1.0',
    info: { title: 'Lockgate', version: '1', description, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/' }],
    tags: nouns.map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key: `lg_` and 36 letters and digits.' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'lockgate-session',
          description:
            'A signed-in person (over https the name begins with `__Host-`). Writes need `Origin` equal to the public origin.',
        },
      },
    },
    'x-limits': limits,
    'x-refusal-codes': refusalStatuses.map(([code, status]) => ({ code, status, title: refusalTitles[code] })),
  });
};

let built: OpenApiDocument | undefined;

/** The API's document, made from the declarations that the door itself works by. */
export const openApiDocument = (): OpenApiDocument => {
  built ??= build();
  return built;
};
