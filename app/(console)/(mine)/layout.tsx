import { answerOf } from '@/app/answer';
import { requireContext } from '@/app/session';
import { Shell } from '@/components/shell/shell';
import { viewShell } from '@/lib/usecases/queries/view-shell';

export default async function MineLayout({ children }: { children: React.ReactNode }) {
  const context = await requireContext();
  return <Shell view={answerOf(await viewShell(context, null))}>{children}</Shell>;
}
