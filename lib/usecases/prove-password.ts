import { createHmac } from 'node:crypto';
import {
  clearedBySuccess,
  failureMemoryMs,
  type ThrottledBy,
  throttledBy,
  waitSeconds,
} from '@/lib/domain/access/throttle';
import { accept, type Result, refuse } from '@/lib/domain/kernel/refusal';
import { authSecret } from '@/lib/env';
import { failuresOf, insertAttempts, lockSubjects, markSucceeded } from '@/lib/store/attempts';
import { type Db, databaseNow } from '@/lib/store/database';
import { findPersonByEmail, type PersonRow } from '@/lib/store/people';
import { verifyPassword } from './password';
import { note } from './transact';

export type Proof = {
  email: string;
  password: string;
  /** Whence it comes: a network address, or the session in which identity is confirmed again. */
  origin: string;
};

/** Addresses as they are kept and compared. */
export const plainEmail = (email: string): string => email.trim().normalize('NFKC').toLowerCase();

/** Keyed, so that the table of attempts tells nobody's address, not even to who guesses them all. */
const subjectsOf = (email: string, origin: string): Record<ThrottledBy, string> => {
  const digest = (text: string) => createHmac('sha256', authSecret()).update(`sign-in/${text}`).digest('base64url');
  return {
    account_from_origin: digest(`account/${email}/origin/${origin}`),
    account: digest(`account/${email}`),
    origin: digest(`origin/${origin}`),
  };
};

const longestWait = async (db: Db, subjects: Record<ThrottledBy, string>, at: Date): Promise<number> => {
  const waits: number[] = [];
  for (const by of throttledBy) {
    const since = new Date(at.getTime() - failureMemoryMs);
    const failures = await failuresOf(db, subjects[by], { since, clearedBySuccess: clearedBySuccess[by] });
    waits.push(waitSeconds(by, failures.count, failures.last, at));
  }
  return Math.max(...waits);
};

/** Counts the attempt as failed before it is looked at; refuses `throttled` with the seconds to wait. */
const admit = (email: string, origin: string) =>
  note(async (db): Promise<Result<{ person: PersonRow | null; attempts: bigint[] }>> => {
    const subjects = subjectsOf(email, origin);
    const all = Object.values(subjects);
    await lockSubjects(db, all);
    const at = await databaseNow(db);
    const wait = await longestWait(db, subjects, at);
    if (wait > 0) return throttled(wait);
    return accept({ person: await findPersonByEmail(db, email), attempts: await insertAttempts(db, all, at) });
  });

const throttled = (seconds: number) => ({
  ok: false as const,
  refusal: {
    code: 'throttled' as const,
    detail: `Too many attempts failed. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
    retryAfterSeconds: seconds,
  },
});

/** The person whose address and password these are; the answer and its time tell nothing about which of them is wrong. */
export const provePassword = async (proof: Proof): Promise<Result<PersonRow>> => {
  const admitted = await admit(plainEmail(proof.email), proof.origin);
  if (!admitted.ok) return admitted;
  const { person, attempts } = admitted.value;
  const matches = await verifyPassword(proof.password, person?.passwordHash ?? null);
  if (!matches || person === null || person.disabledAt !== null) {
    return refuse('sign_in_failed', 'The address or the password is not right.');
  }
  return note(async (db) => {
    await markSucceeded(db, attempts);
    return accept(person);
  });
};
