import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { pick, type Search } from '@/app/search';
import { Door } from '@/components/entry/door';
import { SignIn } from '@/components/entry/sign-in';
import { localPath } from '@/lib/contract/local-path';
import { viewSignIn } from '@/lib/usecases/queries/view-entry';

export const metadata: Metadata = { title: 'Sign in' };

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const { next } = await pick(searchParams, 'next');
  return (
    <Door>
      <SignIn view={answerOf(await viewSignIn())} back={localPath(next)} />
    </Door>
  );
}
