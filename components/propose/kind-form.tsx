'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { usePreflight } from '@/components/query/use-preflight';
import { ActButton } from '@/components/ui/act';
import { ProblemNote } from '@/components/ui/problem-note';
import { paths } from '@/lib/contract/paths';
import type { Act } from '@/lib/contract/views/parts';
import type { DecisionKind } from '@/lib/domain/words';
import {
  type FormField,
  filledIn,
  firstEmpty,
  firstValues,
  ProposalField,
  unfinishedIn,
  type Values,
} from './form-fields';
import { type Holders, Preflight } from './preflight';
import { reasonsOf } from './reasons';
import { ToldFields } from './told-fields';

export type KindForm = {
  program: string;
  now: string;
  kind: DecisionKind;
  /** What the place already says: the context, the criterion. */
  fixed: Readonly<Record<string, unknown>>;
  fields: readonly FormField[];
  given?: Values;
  /** A first draft of the title. */
  title: string;
  /** Who holds which role, by name. */
  holders?: Holders;
};

const allowed: Act = { allowed: true, why: null };

/** A proposal of one kind: its fields, title and reason, and live beside them what stands in the way. */
export function KindForm({ program, now, kind, fixed, fields, given, title: drafted, holders = {} }: KindForm) {
  const router = useRouter();
  const [values, setValues] = useState(() => firstValues(fields, given));
  const [title, setTitle] = useState(drafted);
  const [rationale, setRationale] = useState('');
  const empty = firstEmpty(fields, values);
  const unfinished = unfinishedIn(fields, values);
  const ready = empty === undefined && unfinished === null;
  const question = { kind, ...fixed, ...filledIn(fields, values) };
  const preflight = usePreflight(program, ready ? question : null);
  const { act, busy, problem } = useAct<{ number: number }>({
    onDone: (answer) => router.push(paths.decision(program, answer.number)),
  });
  const [stopped] =
    preflight.answer === null ? [] : reasonsOf(preflight.answer).filter(({ stops }) => stops === 'proposal');
  const missing =
    empty !== undefined
      ? `“${empty.label}” is needed.`
      : unfinished !== null
        ? unfinished
        : title.trim() === '' || rationale.trim() === ''
          ? 'A title and a reason are needed.'
          : null;
  const send = (draft: boolean) =>
    act({
      method: 'POST',
      path: endpoints.decisions(program),
      body: { ...question, title: title.trim(), rationale: rationale.trim(), ...(draft ? { draft } : {}) },
    });
  const may = (why: string | null): Act => (why === null ? allowed : { allowed: false, why });
  return (
    <div className="kind-form">
      {fields.map((field) => (
        <ProposalField
          key={field.name}
          field={field}
          value={values[field.name] ?? ''}
          onChange={(value) => setValues({ ...values, [field.name]: value })}
          now={now}
        />
      ))}
      <ToldFields
        title={title}
        onTitle={setTitle}
        why="Why"
        rationale={rationale}
        onRationale={setRationale}
        required
      />
      {ready ? (
        <div className="looked">
          <Preflight {...preflight} program={program} holders={holders} />
        </div>
      ) : null}
      <ProblemNote problem={problem} />
      <div className="form-end">
        <ActButton
          act={may(missing ?? stopped?.message ?? null)}
          look="primary"
          busy={busy}
          onPress={() => send(false)}
        >
          Propose
        </ActButton>
        <ActButton
          act={missing === null ? allowed : { allowed: false, why: null }}
          busy={busy}
          onPress={() => send(true)}
        >
          Save as a draft
        </ActButton>
      </div>
    </div>
  );
}
