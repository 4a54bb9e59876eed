import type { Slot } from '@/lib/domain/policy/document';
import { strictest } from '@/lib/domain/policy/strictest';
import { rulesOf } from './kinds/all';
import type { Payload } from './payload';
import type { World } from './world';

/** The sign-offs that a payload needs now, by the stricter of the policy that it was opened under and the one in force. */
export const placesOf = (payload: Payload, world: Pick<World, 'policy' | 'openedPolicy'>): Slot[] =>
  rulesOf(payload.kind).slots(strictest(world.openedPolicy, world.policy), payload);
