import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { PatternList } from '@/components/reconciliation/pattern-list';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
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
  const view = answerOf(
    await viewPatterns(
      context,
      program,
      await pick(
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
      ),
    ),
  );
  return (
    <Page
      flush
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Reconciliation', href: null },
      ]}
    >
      <div className="triage">
        <PatternList view={view} current={null} />
        <div className="one">
          <p className="empty">Open a pattern to see both values side by side, and where they part.</p>
        </div>
      </div>
    </Page>
  );
}
