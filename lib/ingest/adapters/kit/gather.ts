/** Puts a value to the others of its name, in the order in which they come. */
export const gather = <K, V>(groups: Map<K, V[]>, name: K, value: V): void => {
  const group = groups.get(name);
  if (group === undefined) groups.set(name, [value]);
  else group.push(value);
};
