import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { requireContext } from '@/app/session';
import { Board } from '@/components/board/board';
import { Page } from '@/components/shell/bar';
import { viewBoard } from '@/lib/usecases/queries/view-board';

export const metadata: Metadata = { title: 'Board' };

export default async function BoardPage({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const context = await requireContext();
  const view = answerOf(await viewBoard(context, program));
  return (
    <Page crumbs={[{ label: view.program.name, href: null }]}>
      <Board view={view} />
    </Page>
  );
}
