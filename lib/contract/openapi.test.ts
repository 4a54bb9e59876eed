import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { refusalTitles } from '@/lib/domain/kernel/refusal';
import { openApiDocument } from './openapi';
import { operations } from './operations/all';
import { refusalsOf } from './operations/refusals';
import { statusOf } from './refusal-status';

type Node = { [name: string]: unknown };
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  openapi: string;
  info: { description: string };
  paths: Record<string, Record<string, Node>>;
  components: { schemas: Record<string, Node> };
  [extension: string]: unknown;
};

const refsIn = (value: unknown): string[] => {
  if (!isNode(value)) return [];
  const own = typeof value.$ref === 'string' ? [value.$ref] : [];
  return [...own, ...Object.values(value).flatMap(refsIn)];
};

const resolve = (ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, name) => (isNode(at) ? at[name] : undefined), document);

const declared = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1, and every reference in it leads somewhere', () => {
    expect(document.openapi).toBe('3.1.0');
    for (const ref of refsIn(document)) expect(resolve(ref), ref).toBeDefined();
  });

  it('holds each declared operation once, under its own name', () => {
    expect(declared.map(({ path, method }) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      operations.map(({ method, path }) => `${method} ${path}`).sort(),
    );
    const ids = declared.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names every part of a path as a required parameter', () => {
    for (const { path, operation } of declared) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();
      const parameters = (operation.parameters ?? []) as { in: string; name: string; required?: boolean }[];
      const named = parameters.filter((parameter) => parameter.in === 'path' && parameter.required === true);
      expect(named.map(({ name }) => name).sort(), path).toEqual(inPath);
    }
  });

  it('has only schemas that JSON Schema 2020-12 can read', { timeout: 60_000 }, () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'lockgate', components: document.components });
    for (const name of Object.keys(document.components.schemas)) {
      expect(() => ajv.compile({ $ref: `lockgate#/components/schemas/${name}` }), name).not.toThrow();
    }
  });

  it('says of a run what the door accepts of one', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'lockgate', components: document.components });
    const check = ajv.compile({ $ref: 'lockgate#/components/schemas/SentRun' });
    const run = {
      source: 'nightly',
      externalId: '1',
      context: 'claims-intake',
      layer: 'outcome',
      window: { from: '2026-11-19T00:00:00Z', to: '2026-11-20T00:00:00Z' },
      status: 'completed',
    };
    expect(check(run)).toBe(true);
    expect(check({ ...run, unknown: 1 })).toBe(false);
    expect(check({ ...run, layer: 'rows' })).toBe(false);
  });

  it('states the limits and every code with its status', () => {
    expect(document['x-limits']).toMatchObject({ jsonDepth: 32, bodyBytes: { json: 1_048_576, import: 67_108_864 } });
    const codes = document['x-refusal-codes'] as { code: keyof typeof statusOf; status: number; title: string }[];
    expect(codes.map(({ code }) => code)).toEqual(Object.keys(refusalTitles));
    for (const { code, status } of codes) expect(status).toBe(statusOf[code]);
  });

  it('says for each operation which codes it can answer, under their status', () => {
    for (const operation of operations) {
      const found = document.paths[operation.path]?.[operation.method.toLowerCase()]?.responses as Record<string, Node>;
      const said = Object.values(found).flatMap((response) => (response['x-codes'] ?? []) as string[]);
      expect(said.sort()).toEqual([...refusalsOf(operation)].sort());
    }
  });

  it('names as a stream only what is one', () => {
    const streams = operations.filter(({ answer }) => /ndjson|event-stream/.test(answer.media ?? ''));
    expect(streams.map(({ id }) => id)).toEqual(['followChanges']);
  });
});

describe('a declared operation', () => {
  it.each(operations.map((operation) => [operation.id, operation] as const))('%s is complete', (_, operation) => {
    expect(operation.summary).not.toBe('');
    expect(operation.path).toMatch(/^\/(api\/v1|ofrep\/v1|healthz|readyz|docs\/api)/);
    if (operation.method === 'GET') expect(operation.idempotency).toBe('none');
    if (operation.caller === 'key' || operation.caller === 'both') expect(operation.scope).not.toBeNull();
    // A preflight writes nothing, so that nothing could be done twice.
    const writes = operation.method !== 'GET' && !operation.path.endsWith(':preflight');
    if (operation.path.includes('/decisions') && writes) expect(operation.idempotency).toBe('required');
  });
});
