import type { Metadata } from 'next';
import { answerOf } from '@/app/answer';
import { numberIn, pick, type Search } from '@/app/search';
import { requireContext } from '@/app/session';
import { RulesPage } from '@/components/rules/rules-page';
import { Page } from '@/components/shell/bar';
import { paths } from '@/lib/contract/paths';
import { viewRules } from '@/lib/usecases/queries/view-rules';

export const metadata: Metadata = { title: 'Rules' };

export default async function Rules({
  params,
  searchParams,
}: {
  params: Promise<{ program: string }>;
  searchParams: Search;
}) {
  const { program } = await params;
  const context = await requireContext();
  const { context: slug, version, compare, edit } = await pick(searchParams, 'context', 'version', 'compare', 'edit');
  const query = {
    ...(slug === undefined ? {} : { context: slug }),
    ...(version === undefined ? {} : { version: numberIn(version) ?? 0 }),
    ...(compare === undefined ? {} : { compare: numberIn(compare) ?? 0 }),
    ...(edit === undefined ? {} : { edit: numberIn(edit) ?? 0 }),
  };
  const view = answerOf(await viewRules(context, program, query));
  return (
    <Page
      crumbs={[
        { label: view.program.name, href: paths.board(program) },
        { label: 'Rules', href: null },
      ]}
    >
      <RulesPage view={view} />
    </Page>
  );
}
