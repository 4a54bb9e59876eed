import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, type ParsedNode, parseDocument, visit } from 'yaml';
import type { Refusal } from '@/lib/domain/kernel/refusal';
import { type Manifest, manifestSchema } from './manifest';
import { checkManifest } from './manifest-check';
import { pointerTo } from './manifest-fault';

// A manifest is written by hand, so every complaint names the line. YAML's conveniences that surprise are refused:
// tags, several documents in one file, equal names, keys that are no text, and aliases that multiply.

/** `pointer` is an RFC 6901 pointer; `line` and `column` count from 1 and are null where there is no text to point at. */
export type ManifestError = { pointer: string; line: number | null; column: number | null; detail: string };

export type ReadManifest = { ok: true; manifest: Manifest; value: unknown } | { ok: false; errors: ManifestError[] };

export type ManifestFormat = 'yaml' | 'json';

const limits = { bytes: 1_048_576, depth: 32, nodes: 50_000, errors: 50 };

class Reader {
  readonly places = new Map<string, number>();
  readonly faults: { pointer: string; offset: number; detail: string }[] = [];
  #nodes = 0;

  constructor(private readonly anchors: ReadonlyMap<string, Node>) {}

  /** The plain value below a node; remembers where each pointer's text begins. */
  read(node: Node | null, path: PropertyKey[], fallback: number): unknown {
    const offset = node?.range?.[0] ?? fallback;
    const pointer = pointerTo(...path);
    if (!this.places.has(pointer)) this.places.set(pointer, offset);
    if (path.length > limits.depth) return this.fault(pointer, offset, `is nested deeper than ${limits.depth} levels`);
    this.#nodes += 1;
    if (this.#nodes > limits.nodes) {
      if (this.#nodes === limits.nodes + 1) this.fault(pointer, offset, `more than ${limits.nodes} values`);
      return null;
    }
    if (isAlias(node)) return this.read(this.anchors.get(node.source) ?? null, path, offset);
    if (isMap<ParsedNode, ParsedNode | null>(node)) {
      const members: [string, unknown][] = [];
      for (const pair of node.items) {
        const keyOffset = pair.key?.range?.[0] ?? offset;
        if (!isScalar(pair.key) || typeof pair.key.value !== 'string') {
          this.fault(pointer, keyOffset, 'a name must be text; put it in quotes');
          continue;
        }
        const name = pair.key.value;
        this.places.set(pointerTo(...path, name), keyOffset);
        members.push([name, this.read(pair.value, [...path, name], keyOffset)]);
      }
      return Object.fromEntries(members);
    }
    if (isSeq<ParsedNode | null>(node))
      return node.items.map((item, index) => this.read(item, [...path, index], offset));
    if (isScalar(node)) {
      if (typeof node.value === 'bigint' || (typeof node.value === 'number' && !Number.isFinite(node.value))) {
        return this.fault(pointer, offset, 'is not a number that can be kept; put it in quotes');
      }
      return node.value;
    }
    return null;
  }

  fault(pointer: string, offset: number, detail: string): null {
    this.faults.push({ pointer, offset, detail });
    return null;
  }
}

const decode = (text: string | Uint8Array): string | null => {
  if (typeof text === 'string') return text;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(text);
  } catch {
    return null;
  }
};

const failed = (detail: string): ReadManifest => ({
  ok: false,
  errors: [{ pointer: '', line: null, column: null, detail }],
});

/** The issues of the schema as faults: an unknown member is one of its own, named where it stands. */
const schemaFaults = (value: unknown): { manifest: Manifest | null; faults: { pointer: string; detail: string }[] } => {
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return { manifest: parsed.data, faults: checkManifest(parsed.data) };
  const faults = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ pointer: pointerTo(...issue.path, key), detail: `"${key}" is not known here` }))
      : [{ pointer: pointerTo(...issue.path), detail: issue.message }],
  );
  return { manifest: null, faults };
};

/** What a door answers about a manifest that cannot be read: one detail an error, with its line. */
export const manifestRefusal = (errors: readonly ManifestError[]): Refusal => {
  const details = errors.map(({ pointer, line, column, detail }) => ({
    pointer,
    detail: line === null ? detail : `line ${line}, column ${column}: ${detail}`,
  }));
  const [first] = details;
  const more = details.length > 1 ? ` (and ${details.length - 1} more)` : '';
  const detail =
    first === undefined ? 'The manifest cannot be read.' : `${first.pointer || 'manifest'}: ${first.detail}${more}`;
  return { code: 'invalid_manifest', detail, errors: details };
};

/** Reads a manifest that came as a value already; errors carry no line. */
export const readManifestValue = (value: unknown): ReadManifest => {
  const { manifest, faults } = schemaFaults(value);
  if (manifest !== null && faults.length === 0) return { ok: true, manifest, value };
  const errors = faults.slice(0, limits.errors).map((fault) => ({ ...fault, line: null, column: null }));
  return { ok: false, errors };
};

/** Reads a manifest from what was sent or written; at most 1 MiB. Every error has its pointer, and its line if it has one. */
export const readManifest = (source: string | Uint8Array, format: ManifestFormat = 'yaml'): ReadManifest => {
  if (source.length > limits.bytes) return failed('The manifest is larger than 1 MiB.');
  const text = decode(source);
  if (text === null) return failed('The manifest is not UTF-8.');
  const counter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: counter,
    schema: 'core',
    version: '1.2',
    strict: true,
    uniqueKeys: true,
    prettyErrors: false,
    intAsBigInt: false,
    keepSourceTokens: false,
    logLevel: 'error',
  });
  const locate = (pointer: string, offset: number, detail: string): ManifestError => {
    const { line, col } = counter.linePos(offset);
    return { pointer, line: line || null, column: line ? col : null, detail };
  };
  const syntax = [...document.errors, ...document.warnings].slice(0, limits.errors);
  if (syntax.length > 0) return { ok: false, errors: syntax.map((issue) => locate('', issue.pos[0], issue.message)) };
  if (format === 'json') {
    try {
      JSON.parse(text);
    } catch (error) {
      return failed(`The manifest is not JSON: ${error instanceof Error ? error.message : 'it cannot be read'}.`);
    }
  }
  const anchors = new Map<string, Node>();
  const reader = new Reader(anchors);
  visit(document, {
    Node: (_, node) => {
      if (!('anchor' in node) || typeof node.anchor !== 'string') return;
      if (anchors.has(node.anchor))
        reader.fault('', node.range?.[0] ?? 0, `the anchor "${node.anchor}" is there already`);
      anchors.set(node.anchor, node);
    },
  });
  const value = reader.read(document.contents, [], 0);
  if (reader.faults.length > 0) {
    const faults = reader.faults.slice(0, limits.errors);
    return { ok: false, errors: faults.map(({ pointer, offset, detail }) => locate(pointer, offset, detail)) };
  }
  const { manifest, faults } = schemaFaults(value);
  if (manifest !== null && faults.length === 0) return { ok: true, manifest, value };
  const offsetOf = (pointer: string): number => {
    for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
      const place = reader.places.get(at);
      if (place !== undefined || at === '') return place ?? 0;
    }
  };
  const errors = faults.map(({ pointer, detail }) => locate(pointer, offsetOf(pointer), detail));
  errors.sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
  return { ok: false, errors: errors.slice(0, limits.errors) };
};
