import { byText } from './by-text';

// RFC 8785 (JSON Canonicalization Scheme): members sorted by UTF-16 code unit, ECMAScript number form.
// Own and small because it stands in the trust path; differential tests hold it against the RFC's vectors.

export type Json = null | boolean | number | string | Json[] | { [member: string]: Json };

/** @throws TypeError for anything that has no canonical form: undefined, non-finite numbers, lone surrogates. */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a non-finite number has no canonical form');
    return JSON.stringify(value);
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('a lone surrogate has no canonical form');
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    members.sort(([a], [b]) => byText(a, b));
    return `{${members.map(([name, member]) => `${canonicalJson(name)}:${canonicalJson(member)}`).join(',')}}`;
  }
  throw new TypeError(`a ${typeof value} has no canonical form`);
};
