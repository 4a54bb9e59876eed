import { z } from 'zod';
import { type Role, roles } from '@/lib/domain/words';

/** Viewers, auditors and administrators fill no sign-off slot and roll nothing back. */
const silentRoles: readonly Role[] = ['viewer', 'auditor', 'admin'];

export const signingRole = z.enum(roles).refine((role) => !silentRoles.includes(role), 'fills no sign-off slot');

const address = z
  .string()
  .max(254)
  .regex(/^[^\s@]+@[^\s@]+$/, 'an address')
  .transform((email) => email.toLowerCase());

const people = z
  .array(address)
  .min(1)
  .max(20)
  .refine((list) => new Set(list).size === list.length, 'names a person twice')
  .transform((list) => [...list].sort());

/** `people`: only these fill it, each still in the role; without it, whoever holds the role. */
const slotSchema = z
  .strictObject({ role: signingRole, count: z.int().min(1).max(5), people: people.optional() })
  .refine(
    (slot) => slot.people === undefined || slot.people.length >= slot.count,
    'names too few people for its places',
  );

export type Slot = { role: Role; count: number; people?: string[] | undefined };

/** Two lists of people in one role are two slots; the same list, or none, is one. */
export const slotKey = ({ role, people: named }: Slot): string => `${role}:${named?.join(',') ?? ''}`;

/** Never nobody: the floor under everything is one person who did not propose it. */
export const slots = z
  .array(slotSchema)
  .min(1, 'must ask for at least one sign-off')
  .max(10)
  .refine((list) => new Set(list.map(slotKey)).size === list.length, 'names a role twice');

const placesIn = (list: readonly Slot[]): number => list.reduce((sum, { count }) => sum + count, 0);

/** The floor under what cannot be undone, or decides how everything else is decided. */
export const twoPeople = slots.refine((list) => placesIn(list) >= 2, 'must ask for at least two people');

export const asking = (...names: Role[]): Slot[] => names.map((role) => ({ role, count: 1 }));

/** True where one of the places is this role's. */
export const asksFor = (list: readonly Slot[], role: Role): boolean => list.some((slot) => slot.role === role);
