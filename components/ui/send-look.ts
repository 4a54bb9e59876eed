import type { ButtonLook } from './button';

type Proof = { view: { passkeys: number }; password: string };

/** Whether the passkey's button is the one to press: there is one, and nobody has begun to type a password instead. */
export const passkeyFirst = ({ view, password }: Proof): boolean => view.passkeys > 0 && password === '';

/** How the button that sends a form looks beside the passkey's: one of the two stands out, never both. */
export const sendLook = (proof: Proof, look: 'primary' | 'danger primary' = 'primary'): ButtonLook =>
  passkeyFirst(proof) ? (look === 'primary' ? 'plain' : 'danger') : look;
