import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { requireContext } from '@/app/session';
import { DocumentPage } from '@/components/propose/document-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewPolicy } from '@/lib/usecases/queries/view-governed';

export const metadata: Metadata = { title: 'Change the sign-off policy' };

export default async function ChangePolicy({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const context = await requireContext();
  const view = answerOf(await viewPolicy(context, program));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Settings', href: paths.settings(program) },
        { label: 'Sign-off policy', href: null },
      ]}
    >
      <DocumentPage view={view} />
    </Page>
  );
}
