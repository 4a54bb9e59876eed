'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { DocumentChanges } from '@/components/decision/document-changes';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { usePreflight } from '@/components/query/use-preflight';
import { ActButton } from '@/components/ui/act';
import { TextArea } from '@/components/ui/field';
import { ProblemNote } from '@/components/ui/problem-note';
import { Empty, Section } from '@/components/ui/section';
import { paths } from '@/lib/contract/paths';
import type { GovernedDocumentView } from '@/lib/contract/views/governed';
import type { Act } from '@/lib/contract/views/parts';
import { Preflight } from './preflight';
import type { ReadDocument } from './read-document';
import { reasonsOf } from './reasons';
import { ToldFields } from './told-fields';

const restMs = 250;

/** What is edited, as the domain reads it; its reader comes with the first change. Null while nothing was changed. */
const useRead = (view: GovernedDocumentView, text: string): ReadDocument | null => {
  const [read, setRead] = useState<ReadDocument | null>(null);
  useEffect(() => {
    if (text === view.text) return setRead(null);
    const state = { late: false };
    const timer = setTimeout(async () => {
      const { readDocument } = await import('./read-document');
      if (!state.late) setRead(readDocument(view.kind, text, view.document));
    }, restMs);
    return () => {
      state.late = true;
      clearTimeout(timer);
    };
  }, [view, text]);
  return read;
};

const refuse = (why: string): Act => ({ allowed: false, why });

const actOf = (view: GovernedDocumentView, read: ReadDocument | null, told: boolean, stopped: string | null): Act => {
  if (!view.propose.allowed) return view.propose;
  if (read === null) return refuse('Nothing is changed yet.');
  if (!read.ok) return refuse('It does not read yet: see the faults.');
  if (read.changes.length === 0) return refuse('It says what is in force already.');
  if (stopped !== null) return refuse(stopped);
  return told ? { allowed: true, why: null } : refuse('A title and a reason are needed.');
};

/** A governed document to edit; its faults and what it changes as one types, and live what stands in the way. */
export function DocumentForm({ view, title: drafted }: { view: GovernedDocumentView; title: string }) {
  const router = useRouter();
  const [text, setText] = useState(view.text);
  const [title, setTitle] = useState(drafted);
  const [rationale, setRationale] = useState('');
  const read = useRead(view, text);
  const ready = read?.ok === true && read.changes.length > 0;
  const place = view.context === null ? {} : { context: view.context.slug };
  const question = { kind: view.kind, ...place, ...(read?.ok === true ? read.parts : {}) };
  const preflight = usePreflight(view.program.slug, ready ? question : null);
  const { act, busy, problem } = useAct<{ number: number }>({
    onDone: (answer) => router.push(paths.decision(view.program.slug, answer.number)),
  });
  const [stopped] =
    preflight.answer === null ? [] : reasonsOf(preflight.answer).filter(({ stops }) => stops === 'proposal');
  const told = { title: title.trim(), rationale: rationale.trim() };
  const send = (draft: boolean) =>
    act({
      method: 'POST',
      path: endpoints.decisions(view.program.slug),
      body: { ...question, ...told, ...(draft ? { draft } : {}) },
    });
  return (
    <div className="propose">
      <div>
        <Section title="The document" step={1} note={view.standing}>
          <TextArea
            label="YAML, or JSON"
            voice="mono"
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.target.value)}
            {...(read?.ok === false ? { wrong: 'It does not read; what stands in force stays in force.' } : {})}
          />
          {read?.ok === false ? (
            <ul className="faults" aria-live="polite">
              {read.faults.map(({ where, message }) => (
                <li key={`${where} ${message}`}>
                  <span className="mono">{where}</span> {message}
                </li>
              ))}
            </ul>
          ) : null}
        </Section>
        <Section title="What it changes" step={2} note={ready ? read.changes.length : undefined}>
          {ready ? (
            <DocumentChanges changes={read.changes} />
          ) : (
            <Empty>Nothing yet. The old value stands here beside the new, and what is looser comes first.</Empty>
          )}
        </Section>
        <Section title="Why" step={3}>
          <ToldFields
            title={title}
            onTitle={setTitle}
            why="Why this change, now"
            rationale={rationale}
            onRationale={setRationale}
          />
        </Section>
      </div>
      <aside className="panel" id="propose" aria-label="What stands in the way">
        {ready ? (
          <Preflight {...preflight} program={view.program.slug} holders={view.holders} />
        ) : (
          <div>
            <h2>Nothing to propose yet</h2>
            <p className="quiet pretty">Change the document. Who would have to sign is said here as you do.</p>
          </div>
        )}
        <div>
          <ProblemNote problem={problem} />
          <ActButton
            act={actOf(view, read, told.title !== '' && told.rationale !== '', stopped?.message ?? null)}
            look="primary"
            wide
            busy={busy}
            onPress={() => send(false)}
          >
            Propose
          </ActButton>
        </div>
      </aside>
    </div>
  );
}
