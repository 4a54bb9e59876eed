import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { all, pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { ProposePage } from '@/components/propose/propose-page';
import { termsOf } from '@/components/propose/terms';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { stages } from '@/lib/domain/words';
import { viewPropose } from '@/lib/usecases/queries/view-propose';

export const metadata: Metadata = { title: 'Propose a move' };

export default async function Propose({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Search;
}) {
  const { program } = await params;
  const context = await requireContext();
  const asked = await pick(searchParams, 'context', 'to', 'kind', 'days', 'at', 'legacyAfter');
  const { context: slug, to, kind } = asked;
  const lanes = await all(searchParams, 'lane');
  const stage = stages.find((each) => each === to);
  const query = {
    ...(slug === undefined ? {} : { context: slug }),
    ...(stage === undefined ? {} : { to: stage }),
    ...(kind === 'rollback' ? { kind: 'rollback' as const } : {}),
    lanes,
  };
  const view = answerOf(await viewPropose(context, program, query));
  const terms = termsOf(view, { ...asked, guards: await all(searchParams, 'guard') });
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Decisions', href: paths.decisions(program) },
        { label: 'Propose', href: null },
      ]}
    >
      <ProposePage view={view} terms={terms} />
    </Page>
  );
}
