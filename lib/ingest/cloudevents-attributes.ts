import { accept, type RefusalDetail, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { type JsonWithNumberText, NumberText } from './strict-json';

// The context attributes of a CloudEvent: names, types, and what the required ones must be.

const name = /^[a-z0-9]+$/;
const longest = 4_096;

/** No control characters, half pairs or noncharacters, as the type String of the specification has it. */
const isString = (text: string): boolean => {
  if (!text.isWellFormed()) return false;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return false;
    if ((code >= 0xfdd0 && code <= 0xfdef) || (code & 0xfffe) === 0xfffe) return false;
  }
  return true;
};

const mediaType = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+\/[!#$%&'*+.^_`|~0-9A-Za-z-]+\s*(;.*)?$/;
const dateTime = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$/;
const uriReference = /^(?:[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/;
const absolute = /^[A-Za-z][A-Za-z0-9+.-]*:/;

const isUriReference = (text: string): boolean =>
  // Other letters than those of a URI are taken as its IRI: real emitters write them.
  uriReference.test(text) || (!/[\s<>"{}|\\^`]/.test(text) && !/%(?![0-9A-Fa-f]{2})/.test(text) && text !== '');

/** What is wrong with one of the attributes that the specification itself defines; null where nothing is. */
const fault = (attribute: string, text: string): string | null => {
  switch (attribute) {
    case 'specversion':
      return text === '1.0' ? null : `must be "1.0"; this is ${JSON.stringify(text.slice(0, 40))}`;
    case 'id':
    case 'type':
    case 'subject':
      return text === '' ? 'must not be empty' : null;
    case 'source':
      return isUriReference(text) ? null : 'must be a URI-reference that is not empty';
    case 'dataschema':
      return absolute.test(text) && isUriReference(text) ? null : 'must be an absolute URI';
    case 'datacontenttype':
      return mediaType.test(text) ? null : 'must be a media type (RFC 2046)';
    case 'time':
      return dateTime.test(text) && !Number.isNaN(Date.parse(text.toUpperCase())) ? null : 'must be RFC 3339';
    default:
      return null;
  }
};

const defined = ['specversion', 'id', 'source', 'type', 'subject', 'dataschema', 'datacontenttype', 'time'];

const smallest = -2_147_483_648;
const largest = 2_147_483_647;

/** The canonical text of a value; null where an attribute cannot have it. */
const textOf = (attribute: string, value: JsonWithNumberText): string | null => {
  if (typeof value === 'string') return value;
  if (defined.includes(attribute)) return null;
  if (typeof value === 'boolean') return String(value);
  if (!(value instanceof NumberText) || !/^-?\d{1,10}$/.test(value.text)) return null;
  const number = Number(value.text);
  return number >= smallest && number <= largest ? String(number) : null;
};

const required = ['specversion', 'id', 'source', 'type'];

/** Attributes by name, null ones left out; refuses with every place that is wrong. */
export const readAttributes = (members: {
  [member: string]: JsonWithNumberText;
}): Result<Readonly<Record<string, string>>> => {
  const errors: RefusalDetail[] = [];
  const said: Record<string, string> = {};
  const wrong = (attribute: string, detail: string) =>
    errors.push({ pointer: `/${attribute.replaceAll('~', '~0').replaceAll('/', '~1')}`, detail });
  for (const [attribute, value] of Object.entries(members)) {
    if (!name.test(attribute) || attribute === 'data') {
      wrong(attribute, 'is no name of an attribute: lower-case letters and digits');
      continue;
    }
    if (value === null) continue;
    const text = textOf(attribute, value);
    if (text === null) wrong(attribute, 'must be a text, or for an extension a boolean or a 32-bit integer');
    else if (text.length > longest) wrong(attribute, `must not be longer than ${longest} characters`);
    else if (!isString(text)) wrong(attribute, 'holds control characters or noncharacters');
    else {
      const detail = fault(attribute, text);
      if (detail === null) said[attribute] = text;
      else wrong(attribute, detail);
    }
  }
  for (const attribute of required)
    if (members[attribute] === undefined || members[attribute] === null) wrong(attribute, 'is required');
  const [first] = errors;
  if (first === undefined) return accept(said);
  return refuse('invalid_body', `This is no CloudEvent 1.0: ${first.pointer?.slice(1)} ${first.detail}.`, errors);
};
