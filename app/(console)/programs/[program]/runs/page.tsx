import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { RunList } from '@/components/run/run-list';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewRuns } from '@/lib/usecases/queries/view-runs';

export const metadata: Metadata = { title: 'Runs' };

export default async function Runs({
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
    ...(['context', 'source', 'layer', 'workload', 'outcome', 'standing', 'format', 'engine'] as const),
    ...(['period', 'sort', 'cursor'] as const),
  );
  const view = answerOf(await viewRuns(context, program, filter));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Runs', href: null },
      ]}
    >
      <RunList view={view} />
    </Page>
  );
}
