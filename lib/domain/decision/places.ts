import type { Slot } from '@/lib/domain/policy/document';
import { rulesOf } from './kinds/all';
import type { Payload } from './payload';
import type { World } from './world';

/** The sign-offs that a payload needs now. */
export const placesOf = (payload: Payload, world: Pick<World, 'policy' | 'openedPolicy'>): Slot[] =>
  rulesOf(payload.kind).slots(world.policy, payload);
