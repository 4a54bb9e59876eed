import type { Actor } from './actor';

/** Who did something, as records keep it. `personId` is the person behind it: for a key, whom it was issued to. */
export type Principal = { kind: 'person' | 'key' | 'system'; id: string; name: string; personId: string | null };

export const principalOf = (actor: Actor): Principal => {
  switch (actor.kind) {
    case 'person':
      return { kind: 'person', id: actor.personId, name: actor.name, personId: actor.personId };
    case 'key':
      return { kind: 'key', id: actor.keyId, name: actor.name, personId: actor.personId };
    case 'system':
      return { kind: 'system', id: actor.name, name: actor.name, personId: null };
  }
};
