import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { Page } from '@/components/shell/bar';
import { SourcesPage } from '@/components/sources/sources-page';
import { paths } from '@/lib/contract/paths';
import { viewSources } from '@/lib/usecases/queries/view-sources';

export const metadata: Metadata = { title: 'What arrives' };

export default async function Sources({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Search;
}) {
  const { program } = await params;
  const context = await requireContext();
  const filter = await pick(
    searchParams,
    ...(['context', 'standing', 'way', 'channel', 'cursor', 'events', 'streams', 'waiting'] as const),
  );
  const view = answerOf(await viewSources(context, program, filter));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'What arrives', href: null },
      ]}
    >
      <SourcesPage view={view} />
    </Page>
  );
}
