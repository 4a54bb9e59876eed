import { z } from 'zod';
import { instant } from './primitives';

export const signInBody = z
  .strictObject({ email: z.string().min(3).max(254), password: z.string().min(1).max(512) })
  .meta({ id: 'SignIn' });
export type SignInBody = z.infer<typeof signInBody>;

export const sessionView = z
  .strictObject({
    person: z.strictObject({ id: z.string(), name: z.string(), email: z.string() }),
    expiresAt: instant,
  })
  .meta({ id: 'Session' });
