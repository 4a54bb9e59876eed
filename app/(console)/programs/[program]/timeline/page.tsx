import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { Page } from '@/components/shell/bar';
import { TimelinePage } from '@/components/timeline/timeline-page';
import { zoomOf } from '@/components/timeline/zoom';
import { paths } from '@/lib/contract/paths';
import { viewTimeline } from '@/lib/usecases/queries/view-timeline';

export const metadata: Metadata = { title: 'Timeline' };

export default async function Timeline({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Search;
}) {
  const { program } = await params;
  const context = await requireContext();
  const { zoom, ...query } = await pick(searchParams, 'context', 'workload', 'audience', 'at', 'knownAt', 'zoom');
  const view = answerOf(await viewTimeline(context, program, query));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Timeline', href: null },
      ]}
    >
      <TimelinePage view={view} zoom={zoomOf(zoom)} />
    </Page>
  );
}
