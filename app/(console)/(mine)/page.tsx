import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { requireContext } from '@/app/session';
import { Page } from '@/components/shell/bar';
import { MyWork } from '@/components/work/my-work';
import { viewMyWork } from '@/lib/usecases/queries/view-my-work';

export const metadata: Metadata = { title: 'My work' };

export default async function MyWorkPage() {
  const context = await requireContext();
  const view = answerOf(await viewMyWork(context));
  return (
    <Page crumbs={[{ label: 'My work', href: null }]}>
      <MyWork view={view} />
    </Page>
  );
}
