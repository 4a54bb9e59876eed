'use client';

import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { Moment } from '@/components/format/moment';
import { counted } from '@/components/format/number';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { rulesLink } from '@/components/rules/links';
import { looseningText, RuleDiff } from '@/components/rules/rule-diff-list';
import { Trial } from '@/components/rules/try-out';
import { ActButton } from '@/components/ui/act';
import { Button } from '@/components/ui/button';
import { TextArea } from '@/components/ui/field';
import { ProblemNote } from '@/components/ui/problem-note';
import { Section } from '@/components/ui/section';
import type { Act, ContextRef } from '@/lib/contract/views/parts';
import type { RuleEditView } from '@/lib/contract/views/rules';
import type { RuleSetDocument } from '@/lib/domain/comparison/rule-set';
import type { Fault } from './document';
import { DefaultsPart, FieldsPart } from './fields-part';
import { ClassifyPart, IgnoredPart, MatchingPart } from './other-parts';
import { PreviewPanel } from './preview-panel';
import { useDraft } from './use-draft';

type Props = { program: string; now: string; context: ContextRef; edit: RuleEditView; draft: Act };

const refuse = (why: string): Act => ({ allowed: false, why });

const saveAct = (draft: Act, dirty: boolean, faults: readonly Fault[], changed: boolean): Act => {
  if (!draft.allowed) return draft;
  if (faults.length > 0) return refuse(`${counted(faults.length, 'fault')} to mend first.`);
  if (!dirty) return refuse('Nothing is changed yet.');
  return changed ? draft : refuse('It says what is in force already.');
};

/** The name of the field whose form is open, as examples know it. */
const fieldOf = (open: string | null): string | null => {
  const name = open?.startsWith('/fields/') ? open.slice('/fields/'.length) : null;
  return name === null ? null : name.replaceAll('~1', '/').replaceAll('~0', '~');
};

function Faults({ faults }: { faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <ul className="faults" aria-live="polite">
      {faults.slice(0, 12).map(({ pointer, message }) => (
        <li key={`${pointer} ${message}`}>
          {pointer === '' ? null : <span className="mono">{pointer} </span>}
          {message}
        </li>
      ))}
    </ul>
  );
}

/** Rules to edit as a form or as a text, read as one types, beside what they make of real examples. */
export function Editor({ program, now, context, edit, draft }: Props) {
  const router = useRouter();
  const [shown, setShown] = useState<'form' | 'text'>('form');
  const [open, setOpen] = useState<string | null>(null);
  const it = useDraft(`${program}/${context.slug}/${edit.base ?? 'new'}`, edit);
  const [good, setGood] = useState<RuleSetDocument>(edit.document);
  const { read } = it;
  useEffect(() => {
    if (read?.ok) setGood(read.document);
    else if (read === null) setGood(edit.document);
  }, [read, edit.document]);
  const faults = read?.ok === false ? read.faults : [];
  const changes = read?.ok ? read.changes : [];
  const { act, busy, problem } = useAct<{ version: number }>({
    refresh: false,
    onDone: ({ version }) => {
      it.saved();
      router.push(rulesLink(program, { context: context.slug, version }));
    },
  });
  const part = { tree: it.tree, known: good, faults, change: it.change };
  const inForce = edit.against === null ? 'No rules' : `Version ${edit.against.version}, in force`;
  return (
    <div className="rule-editor">
      <div>
        {it.found === null ? null : (
          <p className="done-note kept-note">
            What you changed <Moment at={it.found.at} now={now} /> and did not save is here again.{' '}
            <Button small onClick={it.discard}>
              Discard it
            </Button>
          </p>
        )}
        <fieldset className="filters ways-to-edit">
          <legend className="sr">Edit as</legend>
          <Button aria-pressed={shown === 'form'} onClick={() => setShown('form')}>
            Form
          </Button>
          <Button aria-pressed={shown === 'text'} onClick={() => setShown('text')}>
            Document
          </Button>
          <span className="keys">both say the same, and stay in step</span>
        </fieldset>
        {shown === 'form' ? (
          it.fault === null ? (
            <>
              <FieldsPart {...part} open={open} onOpen={setOpen} />
              <DefaultsPart {...part} open={open} onOpen={setOpen} />
              <IgnoredPart {...part} />
              <ClassifyPart {...part} />
              <MatchingPart {...part} />
            </>
          ) : (
            <p className="problem">
              The document does not read, so there is nothing to show as a form: {it.fault}{' '}
              <Button small onClick={() => setShown('text')}>
                Mend the document
              </Button>
            </p>
          )
        ) : (
          <>
            <TextArea
              label="YAML, or JSON"
              voice="mono"
              spellCheck={false}
              rows={Math.min(48, Math.max(16, it.text.split('\n').length + 1))}
              value={it.text}
              onChange={(event) => it.type(event.target.value)}
              {...(faults.length > 0 ? { wrong: 'It does not read; what stands in force stays in force.' } : {})}
            />
            <Faults faults={faults} />
          </>
        )}
        <Section
          title="What it changes"
          step={6}
          note={`against ${edit.against === null ? 'no rules' : `version ${edit.against.version}, in force`}`}
        >
          {changes.length === 0 ? (
            <p className="data quiet">
              {faults.length > 0
                ? 'Told once it reads.'
                : 'Nothing yet. The old rule stands here beside the new, and what is looser comes first.'}
            </p>
          ) : (
            <RuleDiff before={edit.against?.document ?? null} after={good} changes={changes} from={inForce} />
          )}
        </Section>
        <Trial
          program={program}
          context={context.slug}
          draft={{ document: good }}
          step={7}
          hindered={faults.length > 0 ? 'It does not read yet.' : draft.allowed ? null : draft.why}
        />
      </div>
      <aside className="panel" aria-label="Examples, and saving">
        <PreviewPanel
          program={program}
          context={context.slug}
          examples={edit.examples}
          field={fieldOf(open)}
          document={good}
          faulty={faults.length > 0}
        />
        <div className="rule-save">
          {shown === 'form' ? <Faults faults={faults} /> : null}
          {changes.length > 0 ? <p className="quiet pretty">It changes {looseningText(changes)}.</p> : null}
          <ProblemNote problem={problem} />
          <ActButton
            act={saveAct(draft, it.dirty, faults, read === null || changes.length > 0)}
            look="primary"
            wide
            busy={busy}
            note="It judges nothing yet. Propose it from its own page, with what a backtest found."
            onPress={() =>
              act({ method: 'POST', path: endpoints.rules(program, context.slug), body: { document: good } })
            }
          >
            Save as a draft
          </ActButton>
          {it.dirty ? (
            <p className="sub pretty">
              Kept in this browser until you save or{' '}
              <button type="button" className="linky" onClick={it.discard}>
                discard
              </button>{' '}
              it.
            </p>
          ) : null}
        </div>
      </aside>
    </div>
  );
}
