import { answerOf } from '@/app/answer';
import { requireContext } from '@/app/session';
import { Shell } from '@/components/shell/shell';
import { viewShell } from '@/lib/usecases/queries/view-shell';

type Props = { params: Promise<{ program: string }>; children: React.ReactNode };

export default async function ProgramLayout({ params, children }: Props) {
  const { program } = await params;
  const context = await requireContext();
  return <Shell view={answerOf(await viewShell(context, program))}>{children}</Shell>;
}
