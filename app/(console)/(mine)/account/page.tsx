import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { requireContext } from '@/app/session';
import { AccountPage } from '@/components/settings/account-page';
import { Page } from '@/components/shell/bar';
import { viewAccount } from '@/lib/usecases/queries/view-account';

export const metadata: Metadata = { title: 'Your account' };

export default async function Account() {
  const context = await requireContext();
  const view = answerOf(await viewAccount(context));
  return (
    <Page crumbs={[{ label: 'Your account', href: null }]}>
      <AccountPage view={view} />
    </Page>
  );
}
