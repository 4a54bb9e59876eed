/** A piece of a page whose text is safe to write as it is. */
export class Html {
  constructor(readonly text: string) {}
}

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const written = (value: string | number | Html): string =>
  value instanceof Html ? value.text : String(value).replace(/[&<>"']/g, (character) => escapes[character] ?? '');

/** Writes a piece of a page; whatever is put in is escaped unless it is a piece itself. */
export const html = (parts: TemplateStringsArray, ...values: readonly (string | number | Html)[]): Html =>
  new Html(parts.map((part, at) => part + (at < values.length ? written(values[at] ?? '') : '')).join(''));

export const joinHtml = (pieces: readonly Html[]): Html => new Html(pieces.map((piece) => piece.text).join(''));
