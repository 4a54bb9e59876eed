import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { answerOf } from '@/app/answer';
import { numberIn, pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { PatternList } from '@/components/reconciliation/pattern-list';
import { PatternPage } from '@/components/reconciliation/pattern-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
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
  const filter = await pick(
    searchParams,
    'state',
    'context',
    'category',
    'severity',
    'owner',
    'layer',
    'resolution',
    'baseline',
    'reopened',
    'q',
    'sort',
    'cursor',
  );
  const pattern = answerOf(await viewPattern(context, program, number));
  const view = answerOf(await viewPatterns(context, program, filter));
  return (
    <Page
      flush
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Reconciliation', href: paths.patterns(program) },
        { label: `P-${number}`, href: null },
      ]}
    >
      <div className="triage opened">
        <PatternList view={view} current={number} />
        <PatternPage pattern={pattern} />
      </div>
    </Page>
  );
}
