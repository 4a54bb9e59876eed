import type { Actor, KeyActor } from './actor';

/**
 * Who did something, as records keep it. `personId` is the person behind it: for a key, whom it was issued to, else who
 * issued it. `issuerId` is there where those are two people.
 */
export type Principal = {
  kind: 'person' | 'key' | 'system';
  id: string;
  name: string;
  personId: string | null;
  issuerId?: string;
};

/** Everybody who may have done it: whoever issued a key has seen it, so that what it does is theirs as well. */
export const personsBehind = ({ personId, issuerId }: Principal): string[] => [
  ...(personId === null ? [] : [personId]),
  ...(issuerId === undefined ? [] : [issuerId]),
];

const behindKey = ({ personId, issuerId = null }: KeyActor): Pick<Principal, 'personId' | 'issuerId'> =>
  personId === null || issuerId === null || personId === issuerId
    ? { personId: personId ?? issuerId }
    : { personId, issuerId };

export const principalOf = (actor: Actor): Principal => {
  switch (actor.kind) {
    case 'person':
      return { kind: 'person', id: actor.personId, name: actor.name, personId: actor.personId };
    case 'key':
      return { kind: 'key', id: actor.keyId, name: actor.name, ...behindKey(actor) };
    case 'system':
      return { kind: 'system', id: actor.name, name: actor.name, personId: null };
  }
};
