import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { DecommissionPage } from '@/components/decommission/decommission-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewDecommission } from '@/lib/usecases/queries/view-decommission';

export const metadata: Metadata = { title: 'Decommission' };

export default async function Decommission({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Search;
}) {
  const { program } = await params;
  const context = await requireContext();
  const view = answerOf(
    await viewDecommission(context, program, await pick(searchParams, 'kind', 'owner', 'state', 'context')),
  );
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Decommission', href: null },
      ]}
    >
      <DecommissionPage view={view} />
    </Page>
  );
}
