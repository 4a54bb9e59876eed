'use client';

import dynamic from 'next/dynamic';
import { Head } from '@/components/ui/section';
import type { Act, ContextRef } from '@/lib/contract/views/parts';
import type { RuleEditView } from '@/lib/contract/views/rules';

const Editor = dynamic(() => import('./editor/editor').then((module) => module.Editor), {
  ssr: false,
  loading: () => (
    <div className="rule-editor" aria-busy="true">
      <div className="wait" style={{ height: 420 }} />
    </div>
  ),
});

type Props = { program: string; now: string; edit: RuleEditView; context: ContextRef; draft: Act };

/** The editor, whose code comes only to who edits. */
export function EditorFrame({ program, now, edit, context, draft }: Props) {
  const from = edit.base === null ? 'from nothing' : `from version ${edit.base}`;
  return (
    <>
      <Head
        title={`Rules of ${context.name}`}
        lede={`A draft ${from}. It judges nothing until it is saved, proposed and signed off.`}
      />
      <Editor
        key={`${context.slug} ${edit.base}`}
        program={program}
        now={now}
        context={context}
        edit={edit}
        draft={draft}
      />
    </>
  );
}
