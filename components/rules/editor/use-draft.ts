'use client';

import { useCallback, useEffect, useState } from 'react';
import type { RuleEditView } from '@/lib/contract/views/rules';
import type { Tree } from './document';
import { forget, type Kept, keep, kept } from './kept';
import type { ReadRules } from './read-rules';

const restMs = 200;

/** Form and text are two ways to say the same; `from` is which of them was changed last. */
type State = { tree: Tree; text: string; from: 'form' | 'text' | null; fault: string | null };

const begun = (edit: RuleEditView): State => ({ tree: edit.document, text: edit.text, from: null, fault: null });

/** What is edited, as form and as text in step, read by the domain's rules, and kept in the browser until it is saved. */
export const useDraft = (name: string, edit: RuleEditView) => {
  const [state, setState] = useState<State>(() => begun(edit));
  const [read, setRead] = useState<ReadRules | null>(null);
  const [found, setFound] = useState<Kept | null>(null);
  const against = edit.against?.document ?? null;

  const type = useCallback((text: string) => setState((now) => ({ ...now, text, from: 'text' })), []);
  const change = useCallback(
    (next: (tree: Tree) => Tree) => setState((now) => ({ ...now, tree: next(now.tree), from: 'form' })),
    [],
  );

  useEffect(() => {
    const before = kept(name);
    if (before === null || before.text === edit.text) return;
    setFound(before);
    setState((now) => ({ ...now, text: before.text, from: 'text' }));
  }, [name, edit.text]);

  const { from, text, tree } = state;
  useEffect(() => {
    if (from === null) return;
    const late = { yes: false };
    const timer = setTimeout(async () => {
      const { readRules, textOfRules, treeOfText } = await import('./read-rules');
      if (late.yes) return;
      if (from === 'form') {
        const written = textOfRules(tree);
        setRead(readRules(tree, against));
        setState((now) => (now.tree === tree ? { ...now, text: written, fault: null } : now));
        keep(name, written);
        return;
      }
      const typed = treeOfText(text);
      keep(name, text);
      if ('fault' in typed) {
        setState((now) => ({ ...now, fault: typed.fault }));
        setRead({ ok: false, faults: [{ pointer: '', message: typed.fault }] });
      } else {
        setState((now) => (now.text === text ? { ...now, tree: typed.tree, fault: null } : now));
        setRead(readRules(typed.tree, against));
      }
    }, restMs);
    return () => {
      late.yes = true;
      clearTimeout(timer);
    };
    // A text that was typed makes the tree, so that the tree is looked at only where the form made it.
  }, [from, text, against, name, tree]);

  const dirty = from !== null && text !== edit.text;
  useEffect(() => {
    if (!dirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [dirty]);

  return {
    ...state,
    read,
    dirty,
    found,
    type,
    change,
    discard: () => {
      forget(name);
      setFound(null);
      setRead(null);
      setState(begun(edit));
    },
    saved: () => {
      forget(name);
      setState((now) => ({ ...now, from: null }));
    },
  };
};
