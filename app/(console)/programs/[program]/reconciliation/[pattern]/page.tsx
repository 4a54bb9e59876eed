import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { answerOf } from '@/app/answer';
import { filterOf } from '@/app/patterns-filter';
import { numberIn, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { Inbox } from '@/components/reconciliation/inbox';
import { Page } from '@/components/shell/bar';
import { paths, withFilter } from '@/lib/contract/paths';
import { viewPattern } from '@/lib/usecases/queries/view-pattern';
import { viewPatterns } from '@/lib/usecases/queries/view-patterns';

export const metadata: Metadata = { title: 'Pattern' };

export default async function OnePattern({
  params,
  searchParams,
}: {
  params: Promise<{ program: string; pattern: string }>;
  searchParams: Search;
}) {
  const { program, pattern: text } = await params;
  const number = numberIn(text);
  if (number === null) notFound();
  const context = await requireContext();
  const filter = await filterOf(searchParams);
  const pattern = answerOf(await viewPattern(context, program, number));
  const view = answerOf(await viewPatterns(context, program, filter));
  return (
    <Page
      flush
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Reconciliation', href: withFilter(paths.patterns(program), filter) },
        { label: `P-${number}`, href: null },
      ]}
    >
      <Inbox view={view} pattern={pattern} />
    </Page>
  );
}
