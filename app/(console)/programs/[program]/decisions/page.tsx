import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { DecisionList } from '@/components/decision/decision-list';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewDecisions } from '@/lib/usecases/queries/view-decisions';

export const metadata: Metadata = { title: 'Decisions' };

export default async function Decisions({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Search;
}) {
  const { program } = await params;
  const context = await requireContext();
  const view = answerOf(
    await viewDecisions(context, program, await pick(searchParams, 'state', 'context', 'kind', 'cursor')),
  );
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Decisions', href: null },
      ]}
    >
      <DecisionList view={view} />
    </Page>
  );
}
