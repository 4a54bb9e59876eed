'use client';

import dynamic from 'next/dynamic';
import type { Started } from './desk-context';

// The code of an act comes when it is first begun.
const WordPick = dynamic(() => import('./word-pick').then((module) => module.WordPick), { ssr: false });
const ResolveDialog = dynamic(() => import('./resolve-dialog').then((module) => module.ResolveDialog), { ssr: false });
const MergePick = dynamic(() => import('./merge-pick').then((module) => module.MergePick), { ssr: false });
const NoteDialog = dynamic(() => import('./note-dialog').then((module) => module.NoteDialog), { ssr: false });
const KeysDialog = dynamic(() => import('./keys-dialog').then((module) => module.KeysDialog), { ssr: false });

/** What opens for an act. */
export function ActDialogs({ started, onClose }: { started: Started; onClose: () => void }) {
  const { act, targets, anchor } = started;
  switch (act) {
    case 'owner':
    case 'category':
    case 'severity':
      return <WordPick act={act} targets={targets} anchor={anchor} onClose={onClose} />;
    case 'resolve':
      return <ResolveDialog targets={targets} onClose={onClose} />;
    case 'merge':
      return <MergePick targets={targets} anchor={anchor} onClose={onClose} />;
    case 'note':
      return <NoteDialog targets={targets} onClose={onClose} />;
    case 'keys':
      return <KeysDialog onClose={onClose} />;
  }
}
