import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { decodeUtf8, type JsonWithNumberText, parseJsonKeepingNumbers } from '@/lib/ingest/strict-json';

/** One JSON document of a body and the line on which it begins, counted from 0. */
export type JsonLine = { line: number; value: JsonWithNumberText };

/** The documents of a body, and how many lines between them were no JSON at all. */
export type JsonLines = { documents: JsonLine[]; logLines: number };

const encoder = new TextEncoder();

/**
 * A line that means to be JSON. Loggers write lines such as `[14:04:15] INFO …`, so that a bracket alone says nothing;
 * a line that begins like a record and breaks off is broken evidence, and never taken for a word of a logger.
 */
const meansJson = (line: string): boolean => /^\s*(\{|\[\s*(["[{]|-?\d+\s*,|\]))/.test(line);

const atLine = (line: number, pointer: string): string => `/${line}${pointer}`;

/**
 * Reads a body that is one JSON document, or one on each line with a logger's lines before and between. Nothing in it is
 * no refusal: what an empty body means is for the tool's adapter to say. Pointers begin with the line, from 0.
 */
export const readJsonLines = (bytes: Uint8Array): Result<JsonLines> => {
  const decoded = decodeUtf8(bytes);
  if (decoded === null) {
    const detail = 'The body is not UTF-8.';
    return refuse('malformed_json', detail, [{ pointer: '', code: 'encoding', detail }]);
  }
  const text = decoded.startsWith('\uFEFF') ? decoded.slice(1) : decoded;
  const lines = text.split(/\r?\n/);
  const whole = lines.filter((line) => line.trim() !== '').length > 1 ? parseJsonKeepingNumbers(bytes) : null;
  if (whole?.ok) return accept({ documents: [{ line: 0, value: whole.value }], logLines: 0 });
  const documents: JsonLine[] = [];
  let logLines = 0;
  for (const [line, content] of lines.entries()) {
    if (content.trim() === '') continue;
    if (!meansJson(content)) {
      logLines += 1;
      continue;
    }
    const parsed = parseJsonKeepingNumbers(encoder.encode(content));
    if (!parsed.ok) {
      // A document over several lines is wrong where its own reader says so.
      const only = documents.length === 0 && whole !== null && /^\s*[{[]\s*$/.test(content);
      const { code, detail, errors = [] } = only ? whole.refusal : parsed.refusal;
      return refuse(
        code,
        detail,
        errors.map((error) => ({ ...error, pointer: only ? error.pointer : atLine(line, error.pointer ?? '') })),
      );
    }
    documents.push({ line, value: parsed.value });
  }
  return accept({ documents, logLines });
};
