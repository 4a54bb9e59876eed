import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { requireContext } from '@/app/session';
import { SettingsPage } from '@/components/settings/settings-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewSettings } from '@/lib/usecases/queries/view-settings';

export const metadata: Metadata = { title: 'Settings' };

export default async function Settings({ params }: { params: Promise<{ program: string }> }) {
  const { program } = await params;
  const context = await requireContext();
  const view = answerOf(await viewSettings(context, program));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Settings', href: null },
      ]}
    >
      <SettingsPage view={view} />
    </Page>
  );
}
