import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { filterOf } from '@/app/patterns-filter';
import type { Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { Inbox } from '@/components/reconciliation/inbox';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewPattern } from '@/lib/usecases/queries/view-pattern';
import { viewPatterns } from '@/lib/usecases/queries/view-patterns';

export const metadata: Metadata = { title: 'Reconciliation' };

export default async function Patterns({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Search;
}) {
  const { program } = await params;
  const context = await requireContext();
  const view = answerOf(await viewPatterns(context, program, await filterOf(searchParams)));
  const [first] = view.rows;
  const beside = first === undefined ? null : answerOf(await viewPattern(context, program, first.number));
  return (
    <Page
      flush
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Reconciliation', href: null },
      ]}
    >
      <Inbox view={view} pattern={null} beside={beside} />
    </Page>
  );
}
