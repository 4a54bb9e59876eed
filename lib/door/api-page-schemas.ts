import type { OpenApiDocument } from '@/lib/contract/openapi';
import { type Html, html, joinHtml } from './html';

type Schema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  const?: unknown;
  items?: unknown;
  anyOf?: unknown[];
  oneOf?: unknown[];
  properties?: Record<string, unknown>;
  required?: string[];
  additionalProperties?: unknown;
};

const isSchema = (value: unknown): value is Schema => typeof value === 'object' && value !== null;

const choices = (options: unknown[]): Html =>
  joinHtml(options.flatMap((option, at) => (at === 0 ? [shape(option)] : [html` or `, shape(option)])));

const shape = (schema: unknown): Html => {
  if (!isSchema(schema)) return html`anything`;
  if (schema.$ref !== undefined) {
    const name = schema.$ref.slice(schema.$ref.lastIndexOf('/') + 1);
    return html`<a href="#shape-${name}">${name}</a>`;
  }
  if (schema.const !== undefined) return html`<code>${JSON.stringify(schema.const)}</code>`;
  if (schema.enum !== undefined) return html`<code>${schema.enum.map(String).join(' | ')}</code>`;
  const options = schema.anyOf ?? schema.oneOf;
  if (options !== undefined) return choices(options);
  if (schema.type === 'array') return html`list of ${shape(schema.items)}`;
  if (schema.type === 'object' && schema.properties !== undefined) {
    return html`{ ${Object.keys(schema.properties).join(', ')} }`;
  }
  const type = Array.isArray(schema.type) ? schema.type.join(' or ') : (schema.type ?? 'anything');
  return html`${type}${schema.format === undefined ? '' : ` (${schema.format})`}`;
};

/** A schema in one line: its type, or a link to its shape, and what is said of it. */
export const schemaLine = (schema: unknown): Html => {
  if (schema === undefined) return html``;
  const said = isSchema(schema) && schema.description !== undefined ? html`: ${schema.description}` : html``;
  return html`${shape(schema)}${said}`;
};

const members = (schema: Schema): Html => {
  const entries = Object.entries(schema.properties ?? {});
  if (entries.length === 0) return html`<p>${schemaLine({ ...schema, description: undefined })}</p>`;
  const rows = entries.map(
    ([name, member]) =>
      html`<tr><th scope="row"><code>${name}</code></th><td>${schema.required?.includes(name) ? 'always' : 'may be absent'}</td><td>${schemaLine(member)}</td></tr>`,
  );
  return html`<table><thead><tr><th scope="col">Member</th><th scope="col">There</th><th scope="col">What</th></tr></thead><tbody>${joinHtml(rows)}</tbody></table>`;
};

/** Every named shape of the document. */
export const schemaSections = (document: OpenApiDocument): Html =>
  joinHtml(
    Object.entries(document.components?.schemas ?? {}).map(([name, schema]) => {
      if (!isSchema(schema)) return html``;
      const said = schema.description === undefined ? html`` : html`<p>${schema.description}</p>`;
      return html`<section class="shape" aria-labelledby="shape-${name}"><h3 id="shape-${name}">${name}</h3>${said}${members(schema)}</section>`;
    }),
  );
