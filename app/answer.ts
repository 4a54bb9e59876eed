import { notFound, redirect } from 'next/navigation';
import { paths } from '@/lib/contract/paths';
import type { Result } from '@/lib/domain/kernel/refusal';

/** What a query answered. What is not there, or not for this person, is the page that says so; the rest is an error. */
export const answerOf = <T>(result: Result<T>): T => {
  if (result.ok) return result.value;
  const { code, detail } = result.refusal;
  if (code === 'unauthenticated') redirect(paths.signIn());
  if (code === 'not_found' || code === 'forbidden') notFound();
  throw new Error(detail);
};
