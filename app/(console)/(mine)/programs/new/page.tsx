import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { requireContext } from '@/app/session';
import { NewProgram } from '@/components/entry/new-program';
import { Page } from '@/components/shell/bar';
import { Head } from '@/components/ui/section';
import { viewShell } from '@/lib/usecases/queries/view-shell';

export const metadata: Metadata = { title: 'New program' };

export default async function NewProgramPage() {
  const context = await requireContext();
  const { createProgram } = answerOf(await viewShell(context, null));
  return (
    <Page crumbs={[{ label: 'New program', href: null }]}>
      <Head
        title="New program"
        lede="A manifest is one document that holds a program: its systems, its contexts and what counts as the same in each, what each step asks for, who signs, and the hard date."
      />
      <NewProgram act={createProgram} />
    </Page>
  );
}
