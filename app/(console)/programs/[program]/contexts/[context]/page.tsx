import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { requireContext } from '@/app/session';
import { ContextPage } from '@/components/context/context-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewContext } from '@/lib/usecases/queries/view-context';

export const metadata: Metadata = { title: 'Context' };

export default async function OneContext({ params }: { params: Promise<{ program: string; context: string }> }) {
  const { program, context: slug } = await params;
  const context = await requireContext();
  const view = answerOf(await viewContext(context, program, slug));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: view.name, href: null },
      ]}
    >
      <ContextPage view={view} />
    </Page>
  );
}
