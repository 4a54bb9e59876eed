'use client';

import { useMutation } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { backtestReason } from '@/components/backtest/verdict';
import { api } from '@/components/query/api';
import { endpoints } from '@/components/query/endpoints';
import { ApiProblem, asProblem } from '@/components/query/problem';
import { Dialog } from '@/components/ui/dialog';
import { TextArea, TextField } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import { paths } from '@/lib/contract/paths';
import type { BacktestAnswer } from '@/lib/contract/v1/backtest';
import type { RuleSetVersionView, RulesAnswer } from '@/lib/contract/v1/rules';
import type { Knob } from './draft';
import { saidAs } from './words';

type Props = {
  program: string;
  context: { slug: string; name: string };
  draft: Record<string, unknown>;
  change: { field: string; knob: Knob; value: string; pattern: number };
  answer: BacktestAnswer;
  onClose: () => void;
};

/** The version of a draft: a new one, or the newest where that says the same already. */
const versionOf = async (program: string, context: string, document: Record<string, unknown>): Promise<number> => {
  try {
    const made = await api<RuleSetVersionView>({
      method: 'POST',
      path: endpoints.rules(program, context),
      body: { document },
      key: crypto.randomUUID(),
    });
    return made.version;
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.code !== 'nothing_to_change') throw error;
    const { versions } = await api<RulesAnswer>({ method: 'GET', path: endpoints.rules(program, context) });
    const newest = versions.find(({ state }) => state === 'draft');
    if (newest === undefined) throw error;
    return newest.version;
  }
};

/** Makes the draft a version and proposes that it comes into force; leads to the decision. */
export function ProposeDialog({ program, context, draft, change, answer, onClose }: Props) {
  const router = useRouter();
  const said = saidAs(change.field, change.knob, change.value);
  const [title, setTitle] = useState(`${context.name}: ${said}`.slice(0, 200));
  const [why, setWhy] = useState('');
  const propose = useMutation({
    mutationFn: async () => {
      const version = await versionOf(program, context.slug, draft);
      return api<{ number: number }>({
        method: 'POST',
        path: endpoints.decisions(program),
        body: {
          kind: 'activate_rules',
          context: context.slug,
          version,
          title: title.trim(),
          rationale: `${why.trim()}\n\nFor P-${change.pattern}. ${backtestReason(answer)}`.slice(0, 4000),
        },
        key: crypto.randomUUID(),
      });
    },
    onSuccess: ({ number }) => router.push(paths.decision(program, number)),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Propose these rules"
      lead="They become a version of the rules, and a decision that a business owner signs off. Runs are judged by the version in force at the end of their window; earlier judgements stay as they are."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          propose.mutate();
        }}
      >
        <TextField
          label="Title"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          maxLength={200}
          required
        />
        <TextArea
          label="Why this may differ"
          hint="What the signer must know to agree that it does not matter. What the backtest found is added."
          value={why}
          onChange={(event) => setWhy(event.target.value)}
          maxLength={2500}
          required
        />
        <FormEnd problem={propose.error === null ? null : asProblem(propose.error)} busy={propose.isPending}>
          Propose
        </FormEnd>
      </form>
    </Dialog>
  );
}
