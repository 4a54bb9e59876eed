import type { Role } from '@/lib/domain/words';

/** What the sign-in page offers. `demoAccounts` only in the demo. */
export type SignInView = {
  oidc: { name: string } | null;
  demoAccounts: { role: Role; email: string }[];
  installation: string;
};

/** A one-time link: who it is for and what it gives. */
export type WelcomeView = {
  purpose: 'first_administrator' | 'invitation';
  email: string | null;
  name: string | null;
  program: { slug: string; name: string } | null;
  roles: Role[];
  expiresAt: string;
};
