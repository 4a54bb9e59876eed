import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { answerOf } from '@/app/answer';
import { numberIn, pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { RunPage } from '@/components/run/run-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewRun } from '@/lib/usecases/queries/view-run';

export const metadata: Metadata = { title: 'Run' };

export default async function OneRun({
  params,
  searchParams,
}: {
  params: Promise<{ program: string; run: string }>;
  searchParams: Search;
}) {
  const { program, run: text } = await params;
  const number = numberIn(text);
  if (number === null) notFound();
  const context = await requireContext();
  const filter = await pick(searchParams, 'pattern', 'field', 'column', 'only', 'cursor');
  const view = answerOf(await viewRun(context, program, number, filter));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Runs', href: paths.runs(program) },
        { label: `r-${number}`, href: null },
      ]}
    >
      <RunPage run={view} />
    </Page>
  );
}
