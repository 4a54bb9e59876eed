import type { Role } from '@/lib/domain/words';

/** How somebody came to a role. `grantedBy` is null where Lockgate itself or a provider gave it. */
export type Grant = {
  grantedAt: Date;
  grantedBy: string | null;
  /** Given while every context of the program was still planned: nothing could be signed for gain yet. */
  inSetUp: boolean;
};

/** An active account and the roles that it holds in the program. */
export type Member = { name: string; email: string; grants: ReadonlyMap<Role, Grant> };

/** Active people of a program, by id. */
export type People = ReadonlyMap<string, Member>;

/** One person's place, lent to another until an instant: one role, in some contexts or (null) everywhere. */
export type Delegation = {
  id: string;
  fromId: string;
  toId: string;
  role: Role;
  contextIds: readonly string[] | null;
  givenAt: Date;
  until: Date;
  /** Null while nobody ended it before its time. */
  endedAt: Date | null;
};

export const isLive = ({ givenAt, until, endedAt }: Delegation, at: Date): boolean =>
  givenAt <= at && at < until && (endedAt === null || at < endedAt);

/** Whether it reaches a decision about this context, or (null) about the program. */
export const reaches = ({ contextIds }: Delegation, contextId: string | null): boolean =>
  contextIds === null || (contextId !== null && contextIds.includes(contextId));
