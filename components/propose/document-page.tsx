import { Head } from '@/components/ui/section';
import type { GovernedDocumentView } from '@/lib/contract/views/governed';
import { DocumentForm } from './document-form';

const words = {
  change_policy: {
    title: 'Change the sign-off policy',
    lede: 'Who signs what, how long, and how many. It changes only by a decision; the policy in force says who signs it, and no program can go below the floor.',
    draft: 'Change the sign-off policy',
  },
  activate_criteria: {
    title: 'Change what is asked',
    lede: 'The criteria of each transition, the checks that must come, and what counts as the same. They change only by decision.',
    draft: 'Change the criteria',
  },
} as const;

/** Changing a governed document: edited beside what it changes, and proposed as a decision of its own. */
export function DocumentPage({ view }: { view: GovernedDocumentView }) {
  const { title, lede, draft } = words[view.kind];
  const of = view.context === null ? '' : ` of ${view.context.name}`;
  return (
    <>
      <Head title={`${title}${of}`} lede={lede} />
      <DocumentForm view={view} title={`${draft}${of}`} />
    </>
  );
}
