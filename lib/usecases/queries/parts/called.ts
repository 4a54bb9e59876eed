import { parseCriteriaSet } from '@/lib/domain/criteria/criteria-set';
import { titleOfKey } from '@/lib/domain/criteria/criterion-title';
import type { Called } from '@/lib/domain/ledger/called';
import type { RecordedContext } from '@/lib/store/contexts';
import type { Db } from '@/lib/store/database';
import { listCriteriaDocuments } from '@/lib/store/read-models/documents';
import { listNamedContexts, type NamedContext } from '@/lib/store/read-models/names';
import type { Picture } from './picture';

type Titled = NamedContext & { titleOf: (criterion: string) => string };

const calledIn = (contexts: readonly Titled[]): Called => {
  const named = new Map(contexts.map((context) => [context.slug, context]));
  return {
    context: (slug) => named.get(slug)?.name ?? slug,
    audience: (context, reference) =>
      named.get(context)?.audiences.findLast(({ kind, slug }) => `${kind}:${slug}` === reference)?.name ?? reference,
    criterion: (context, key) => named.get(context)?.titleOf(key) ?? key,
  };
};

/** Lanes that were drawn anew go before those in their place. */
const namedOf = ({ id, slug, name, lanes, former }: RecordedContext): NamedContext => ({
  id,
  slug,
  name,
  audiences: [...(former ?? []), ...lanes].map(({ lane }) => lane.audience),
});

type Known = Pick<Picture, 'criteria'> & { contexts: readonly RecordedContext[] };

/** What people call things in the programs of a picture, criteria as they are titled now. */
export const calledBy = ({ contexts, criteria }: Known): Called =>
  calledIn(
    contexts.map((context) => ({
      ...namedOf(context),
      titleOf: (key) => titleOfKey(criteria.get(context.id)?.document, key),
    })),
  );

/** The same of one program, for pages that need no picture. */
export const loadCalled = async (db: Db, programId: string): Promise<Called> => {
  const contexts = await listNamedContexts(db, programId);
  const stored = await listCriteriaDocuments(
    db,
    contexts.map(({ id }) => id),
  );
  const documents = new Map(
    stored.map(({ ownerId, document }) => {
      const parsed = parseCriteriaSet(document);
      return [ownerId, parsed.ok ? parsed.value : undefined];
    }),
  );
  return calledIn(
    contexts.map((context) => ({ ...context, titleOf: (key) => titleOfKey(documents.get(context.id), key) })),
  );
};
