import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { answerOf } from '@/app/answer';
import { numberIn } from '@/app/search';
import { requireContext } from '@/app/session';
import { DecisionPage } from '@/components/decision/decision-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewDecision } from '@/lib/usecases/queries/view-decision';

export const metadata: Metadata = { title: 'Decision' };

export default async function OneDecision({ params }: { params: Promise<{ program: string; number: string }> }) {
  const { program, number: text } = await params;
  const number = numberIn(text);
  if (number === null) notFound();
  const context = await requireContext();
  const view = answerOf(await viewDecision(context, program, number));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Decisions', href: paths.decisions(program) },
        { label: `D-${number}`, href: null },
      ]}
    >
      <DecisionPage view={view} />
    </Page>
  );
}
