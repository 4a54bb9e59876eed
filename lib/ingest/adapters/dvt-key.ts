import { canonicalJson } from '@/lib/domain/kernel/canonical-json';
import { parseStrictJson } from '@/lib/ingest/strict-json';

/** Members of a group or key as the tool writes them: a JSON object in a text, every value a text. */
const membersOf = (text: string): [string, string][] | null => {
  const parsed = parseStrictJson(new TextEncoder().encode(text));
  if (!parsed.ok || parsed.value === null || typeof parsed.value !== 'object' || Array.isArray(parsed.value))
    return null;
  const members = Object.entries(parsed.value).map(([name, value]): [string, string] => [
    name,
    typeof value === 'string' ? value : canonicalJson(value),
  ]);
  return members.sort(([a], [b]) => (a < b ? -1 : 1));
};

/** The value of a key of one column, the canonical object of a longer one, the text itself where it is neither. */
export const correlationIdOf = (key: string): string => {
  const members = membersOf(key);
  if (members === null) return key;
  const [only] = members;
  return members.length === 1 && only !== undefined ? only[1] : canonicalJson(Object.fromEntries(members));
};

/** ` {grp_a=a, grp_i=0}` behind a check's name; empty without a group. */
export const groupText = (group: string | null): string => {
  if (group === null) return '';
  const members = membersOf(group);
  return members === null ? ` {${group}}` : ` {${members.map(([name, value]) => `${name}=${value}`).join(', ')}}`;
};
