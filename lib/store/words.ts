import { type Role, roles } from '@/lib/domain/words';

/** A stored word as its closed union; anything else means that the database and this build disagree. */
export const wordOf = <const Word extends string>(words: readonly Word[], text: string): Word => {
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new Error(`the database holds "${text}" where one of ${words.join(', ')} is expected`);
  return word;
};

/** Stored roles in the order of the roles' list. */
export const rolesInOrder = (words: readonly string[]): Role[] => {
  const held = words.map((word) => wordOf(roles, word));
  return roles.filter((role) => held.includes(role));
};
