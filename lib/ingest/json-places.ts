// Where the parts of a JSON document stand in its text, so that a part can be kept exactly as it was written. The text
// must have been read strictly before: nothing is checked again here.

const isSpace = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;

const skipSpace = (text: string, from: number): number => {
  let at = from;
  while (isSpace(text.charCodeAt(at))) at += 1;
  return at;
};

const endOfText = (text: string, from: number): number => {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at + 1;
};

const endOfValue = (text: string, from: number): number => {
  if (text[from] === '"') return endOfText(text, from);
  let depth = 0;
  for (let at = from; at < text.length; ) {
    const mark = text[at] ?? '';
    if (mark === '"') {
      at = endOfText(text, at);
      continue;
    }
    if (depth === 0 && (mark === ',' || mark === ']' || mark === '}' || isSpace(text.charCodeAt(at)))) return at;
    if (mark === '{' || mark === '[') depth += 1;
    if (mark === '}' || mark === ']') depth -= 1;
    at += 1;
    if (depth === 0 && (mark === '}' || mark === ']')) return at;
  }
  return text.length;
};

/** The elements of the array that the text is, each as it was written. */
export const elementTexts = (text: string): string[] => {
  const found: string[] = [];
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (at < text.length && text[at] !== ']') {
    const end = endOfValue(text, at);
    found.push(text.slice(at, end));
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return found;
};

/** The value of a member of the object that the text is, as it was written; undefined where it is not there. */
export const memberText = (text: string, name: string): string | undefined => {
  let at = skipSpace(text, skipSpace(text, 0) + 1);
  while (at < text.length && text[at] !== '}') {
    const endOfName = endOfText(text, at);
    const begin = skipSpace(text, skipSpace(text, endOfName) + 1);
    const end = endOfValue(text, begin);
    if (JSON.parse(text.slice(at, endOfName)) === name) return text.slice(begin, end);
    at = skipSpace(text, end);
    if (text[at] === ',') at = skipSpace(text, at + 1);
  }
  return undefined;
};
