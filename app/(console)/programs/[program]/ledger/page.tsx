import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { LedgerPage } from '@/components/ledger/ledger-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewLedger } from '@/lib/usecases/queries/view-ledger';

export const metadata: Metadata = { title: 'Ledger' };

export default async function Ledger({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Search;
}) {
  const { program } = await params;
  const context = await requireContext();
  const { entry, ...filter } = await pick(searchParams, 'type', 'actor', 'context', 'cursor', 'entry');
  const view = answerOf(
    await viewLedger(context, program, {
      ...filter,
      ...(/^\d{1,9}$/.test(entry ?? '') ? { entry: Number(entry) } : {}),
    }),
  );
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Ledger', href: null },
      ]}
    >
      <LedgerPage view={view} />
    </Page>
  );
}
