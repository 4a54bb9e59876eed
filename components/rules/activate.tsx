'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import { TextArea, TextField } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import { Link } from '@/components/ui/link';
import { paths } from '@/lib/contract/paths';
import type { ContextRef } from '@/lib/contract/views/parts';
import type { RulesView, RuleVersionView } from '@/lib/contract/views/rules';

type Props = { view: RulesView; version: RuleVersionView; context: ContextRef };

/** Proposes that a draft comes into force; a business owner signs it off. */
export function ActivateButton({ view, version, context }: Props) {
  const [open, setOpen] = useState(false);
  if (view.decision !== null) {
    return (
      <Link className="btn primary" href={paths.decision(view.program.slug, view.decision)}>
        Open <span className="id">D-{view.decision}</span>
      </Link>
    );
  }
  return (
    <>
      <ActButton act={view.activate} look="primary" end onPress={() => setOpen(true)}>
        Propose version {version.version}…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Propose version ${version.version} of the rules of ${context.name}`}
        lead="A business owner signs it off. Runs are judged by the version in force for their window; earlier judgements stay as they are."
      >
        <ActivateForm view={view} version={version} context={context} />
      </Dialog>
    </>
  );
}

function ActivateForm({ view, version, context }: Props) {
  const router = useRouter();
  const [title, setTitle] = useState(`Rules of ${context.name}, version ${version.version}`);
  const [rationale, setRationale] = useState('');
  const { act, busy, problem } = useAct<{ number: number }>({
    onDone: (answer) => router.push(paths.decision(view.program.slug, answer.number)),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act({
          method: 'POST',
          path: endpoints.decisions(view.program.slug),
          body: {
            kind: 'activate_rules',
            context: context.slug,
            version: version.version,
            title: title.trim(),
            rationale: rationale.trim(),
          },
        });
      }}
    >
      <TextField label="Title" value={title} onChange={(event) => setTitle(event.target.value)} required />
      <TextArea
        label="Why these rules"
        hint="What the signer must know to agree that the differences they allow do not matter."
        value={rationale}
        onChange={(event) => setRationale(event.target.value)}
        required
      />
      <FormEnd problem={problem} busy={busy}>
        Propose
      </FormEnd>
    </form>
  );
}
