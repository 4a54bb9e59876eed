import { createHash, randomBytes } from 'node:crypto';
import { paths } from '@/lib/contract/paths';
import { publicUrl } from '@/lib/env';

/** Only the digest is kept; the token is seen once, in the link. */
export const tokenHashOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** 256 random bits. */
export const makeToken = (): { token: string; tokenHash: string } => {
  const token = randomBytes(32).toString('base64url');
  return { token, tokenHash: tokenHashOf(token) };
};

/** The whole address of the page that a one-time link opens. */
export const linkOf = (token: string): string => `${publicUrl()}${paths.welcome(token)}`;
