import type { KeptAssertion } from './passkey';

/** How somebody who is signed in proves again who they are. */
export const stepUpMethods = ['password', 'recent_sign_in', 'passkey'] as const;
export type StepUpMethod = (typeof stepUpMethods)[number];

/** `assertion` is the passkey's answer over the hash that was signed; null where no passkey signed it. */
export type Confirmation = { method: StepUpMethod; assertion: KeptAssertion | null };

/** How records say it. */
export const stepUpWords: Record<StepUpMethod, string> = {
  password: 'confirmed by password',
  recent_sign_in: 'confirmed by signing in again',
  passkey: 'signed with a passkey',
};
