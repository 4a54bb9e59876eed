import { byName, type DocumentChange, treeChanges } from '@/lib/domain/decision/document-changes';
import type { Source } from '@/lib/domain/events/source';
import { byPresence, type ReadDirection } from './direction';

// Sources, old beside new. Without one, evidence stays away; what another pattern lets in or out, nobody can tell.

const read: ReadDirection = (path, before, after) => {
  if (path.length !== 1) return null;
  return byPresence(before, after) === 'looser' ? 'looser' : before === undefined ? 'other' : null;
};

const treeOf = (sources: readonly Source[]) => byName(sources, ({ name }) => name);

/** What a context's list of sources changes of the one in force. */
export const sourceChanges = (before: readonly Source[], after: readonly Source[]): DocumentChange[] =>
  treeChanges(treeOf(before), treeOf(after), read, ['sources']);
