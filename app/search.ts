export type Search = Promise<Record<string, string | string[] | undefined>>;

/** The first value of each named parameter, absent ones left out. */
export const pick = async <Name extends string>(
  search: Search,
  ...names: Name[]
): Promise<Partial<Record<Name, string>>> => {
  const given = await search;
  const picked: Partial<Record<Name, string>> = {};
  for (const name of names) {
    const value = given[name];
    const first = Array.isArray(value) ? value[0] : value;
    if (first !== undefined && first !== '') picked[name] = first;
  }
  return picked;
};

/** Every value of a parameter that may be repeated. */
export const all = async (search: Search, name: string): Promise<string[]> => {
  const value = (await search)[name];
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
};

/** A number in a path: a positive integer, or null for what is none. */
export const numberIn = (text: string): number | null => (/^[1-9]\d{0,8}$/.test(text) ? Number(text) : null);
