import { createHash } from 'node:crypto';
import type { OpenApiDocument } from '@/lib/contract/openapi';
import { refusalStatuses } from '@/lib/contract/refusal-status';
import { refusalTitles } from '@/lib/domain/kernel/refusal';
import { schemaLine, schemaSections } from './api-page-schemas';
import { apiPageStyle } from './api-page-style';
import { type Html, html, joinHtml } from './html';
import type { Reply } from './reply';

// A page of its own, without scripts, made from the same document that programs read.

type Paths = NonNullable<OpenApiDocument['paths']>;
type Operation = NonNullable<Paths[string]['get']>;
type Listed = { method: string; path: string; operation: Operation };

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;

const listOf = (document: OpenApiDocument): Listed[] =>
  Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    methods.flatMap((method) => {
      const operation = item[method];
      return operation === undefined ? [] : [{ method: method.toUpperCase(), path, operation }];
    }),
  );

/** Text with `code` and blank lines, as the document's descriptions are written. */
const prose = (text: string): Html =>
  joinHtml(
    text.split('\n\n').map((part) => {
      const pieces = part.split('`').map((piece, at) => (at % 2 === 1 ? html`<code>${piece}</code>` : html`${piece}`));
      return html`<p>${joinHtml(pieces)}</p>`;
    }),
  );

const callers = ({ security }: Operation): string => {
  const names = (security ?? []).flatMap((scheme) => Object.keys(scheme));
  if (names.length === 0) return 'Anyone';
  return names.map((name) => (name === 'key' ? 'an API key' : 'a signed-in person')).join(' or ');
};

const parameterRows = ({ parameters = [] }: Operation): Html => {
  const rows = parameters.flatMap((parameter) =>
    '$ref' in parameter
      ? []
      : [
          html`<tr><th scope="row"><code>${parameter.name}</code></th><td>${parameter.in}${parameter.required ? ', required' : ''}</td><td>${schemaLine(parameter.schema)}</td></tr>`,
        ],
  );
  if (rows.length === 0) return html``;
  return html`<table><caption>Parameters</caption><thead><tr><th scope="col">Name</th><th scope="col">Where</th><th scope="col">What</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table>`;
};

const bodyLine = ({ requestBody }: Operation): Html => {
  if (requestBody === undefined || '$ref' in requestBody) return html``;
  const [media] = Object.values(requestBody.content);
  return html`<p>Body: ${schemaLine(media?.schema)} <span class="quiet">${Object.keys(requestBody.content).join(', ')}. ${requestBody.description ?? ''}</span></p>`;
};

const codesOf = (response: object): string[] =>
  'x-codes' in response && Array.isArray(response['x-codes']) ? response['x-codes'].map(String) : [];

const answerRows = ({ responses = {} }: Operation): Html =>
  html`<table><caption>Answers</caption><thead><tr><th scope="col">Status</th><th scope="col">When</th><th scope="col">What</th></tr></thead><tbody>${joinHtml(
    Object.entries(responses).map(([status, response]) => {
      if (typeof response !== 'object' || response === null || '$ref' in response) return html``;
      const codes = codesOf(response);
      const [media] = Object.values<unknown>(response.content ?? {});
      const what =
        codes.length > 0
          ? joinHtml(codes.map((code) => html`<a href="#${code}"><code>${code}</code></a> `))
          : schemaLine(typeof media === 'object' && media !== null && 'schema' in media ? media.schema : undefined);
      return html`<tr><th scope="row">${status}</th><td>${response.description ?? ''}</td><td>${what}</td></tr>`;
    }),
  )}</tbody></table>`;

const operationSection = ({ method, path, operation }: Listed): Html => html`
<section class="operation" aria-labelledby="${operation.operationId ?? ''}">
<h3 id="${operation.operationId ?? ''}"><span class="method">${method}</span> <code>${path}</code></h3>
<p>${operation.summary ?? ''}. <span class="quiet">Callers: ${callers(operation)}${'x-scope' in operation ? `; scope ${String(operation['x-scope'])}` : ''}.</span></p>
${operation.description === undefined ? html`` : prose(operation.description)}
${parameterRows(operation)}${bodyLine(operation)}${answerRows(operation)}
</section>`;

const codeRows = (): Html =>
  joinHtml(
    refusalStatuses.map(
      ([code, status]) =>
        html`<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${status}</td><td>${refusalTitles[code]}</td></tr>`,
    ),
  );

const render = (document: OpenApiDocument): string => {
  const listed = listOf(document);
  const nouns = (document.tags ?? []).map(({ name }) => name);
  const noun = (name: string) => listed.filter(({ operation }) => operation.tags?.includes(name));
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>API · Lockgate</title><style>${apiPageStyle}</style></head>
<body><a class="skip" href="#content">Skip to content</a>
<header><p><a href="/">Lockgate</a></p><h1>API</h1></header>
<nav aria-label="Contents"><ul>${joinHtml(nouns.map((name) => html`<li><a href="#noun-${name}">${name}</a></li>`))}<li><a href="#codes">Codes</a></li><li><a href="#schemas">Shapes</a></li></ul></nav>
<main id="content">${prose(document.info.description ?? '')}
<p>For programs: <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI ${document.openapi}).</p>
${joinHtml(nouns.map((name) => html`<h2 id="noun-${name}">${name}</h2>${joinHtml(noun(name).map(operationSection))}`))}
<h2 id="codes">Codes</h2>
<table><caption>Every code that a problem can carry</caption><thead><tr><th scope="col">Code</th><th scope="col">Status</th><th scope="col">What it says</th></tr></thead><tbody>${codeRows()}</tbody></table>
<h2 id="schemas">Shapes</h2>${schemaSections(document)}
</main></body></html>`.text;
};

/** The document as a page. Its policy lets nothing run and nothing load but its own style. */
export const apiPage = (document: OpenApiDocument): Reply => {
  const style = createHash('sha256').update(apiPageStyle.text).digest('base64');
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    },
    body: render(document),
  };
};
