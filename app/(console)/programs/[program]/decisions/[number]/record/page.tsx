import type { Metadata } from 'next';
import { notFound } from 'next/navigation';
import { answerOf } from '@/app/answer';
import { numberIn } from '@/app/search';
import { requireContext } from '@/app/session';
import { RecordPage } from '@/components/decision/record-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewDecisionRecord } from '@/lib/usecases/queries/view-decision-record';

export const metadata: Metadata = { title: 'Record' };

export default async function OneRecord({ params }: { params: Promise<{ program: string; number: string }> }) {
  const { program, number: text } = await params;
  const number = numberIn(text);
  if (number === null) notFound();
  const context = await requireContext();
  const view = answerOf(await viewDecisionRecord(context, program, number));
  return (
    <Page
      crumbs={[
        { label: view.decision.program.name, href: paths.board(program) },
        { label: `D-${number}`, href: paths.decision(program, number) },
        { label: 'Record', href: null },
      ]}
    >
      <RecordPage view={view} />
    </Page>
  );
}
