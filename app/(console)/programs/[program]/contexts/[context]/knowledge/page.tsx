import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { KnowledgePage } from '@/components/knowledge/knowledge-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewKnowledge } from '@/lib/usecases/queries/view-knowledge';

export const metadata: Metadata = { title: 'What was learned' };

export default async function Knowledge({
  params,
  searchParams,
}: {
  params: Promise<{ program: string; context: string }>;
  searchParams: Search;
}) {
  const { program, context: slug } = await params;
  const context = await requireContext();
  const filter = await pick(searchParams, 'resolution', 'standing', 'cursor');
  const view = answerOf(await viewKnowledge(context, program, slug, filter));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: view.context.name, href: paths.context(program, slug) },
        { label: 'What was learned', href: null },
      ]}
    >
      <KnowledgePage view={view} />
    </Page>
  );
}
