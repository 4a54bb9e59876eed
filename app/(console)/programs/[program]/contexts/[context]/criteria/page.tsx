import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { requireContext } from '@/app/session';
import { DocumentPage } from '@/components/propose/document-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewCriteria } from '@/lib/usecases/queries/view-governed';

export const metadata: Metadata = { title: 'Change what is asked' };

export default async function ChangeCriteria({ params }: { params: Promise<{ program: string; context: string }> }) {
  const { program, context: slug } = await params;
  const context = await requireContext();
  const view = answerOf(await viewCriteria(context, program, slug));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: view.context?.name ?? slug, href: paths.context(program, slug) },
        { label: 'Criteria', href: null },
      ]}
    >
      <DocumentPage view={view} />
    </Page>
  );
}
