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
import type { Act, ContextRef } from '@/lib/contract/views/parts';

type Props = {
  program: string;
  context: ContextRef;
  version: number;
  act: Act;
  /** The decision about rules of this context that is open already. */
  decision: number | null;
  /** What a backtest of this version found: it goes with the reason. */
  tried: string | null;
};

/** Proposes that a draft comes into force; a business owner signs it off. */
export function ActivateButton({ program, context, version, act, decision, tried }: Props) {
  const [open, setOpen] = useState(false);
  if (decision !== null) {
    return (
      <p className="pretty">
        <Link className="btn" href={paths.decision(program, decision)}>
          Open <span className="id">D-{decision}</span>
        </Link>
        <span className="sub">A decision about the rules of {context.name} is open already.</span>
      </p>
    );
  }
  return (
    <>
      <ActButton act={act} look="primary" onPress={() => setOpen(true)}>
        Propose version {version}…
      </ActButton>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title={`Propose version ${version} of the rules of ${context.name}`}
        lead="A business owner signs it off. Runs are judged by the version in force for their window; earlier judgements stay as they are."
      >
        <ActivateForm program={program} context={context} version={version} tried={tried} />
      </Dialog>
    </>
  );
}

function ActivateForm({ program, context, version, tried }: Pick<Props, 'program' | 'context' | 'version' | 'tried'>) {
  const router = useRouter();
  const [title, setTitle] = useState(`Rules of ${context.name}, version ${version}`);
  const [rationale, setRationale] = useState('');
  const [withTrial, setWithTrial] = useState(true);
  const { act, busy, problem } = useAct<{ number: number }>({
    onDone: (answer) => router.push(paths.decision(program, answer.number)),
  });
  const reason = [rationale.trim(), ...(tried !== null && withTrial ? [tried] : [])].join('\n\n');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act({
          method: 'POST',
          path: endpoints.decisions(program),
          body: { kind: 'activate_rules', context: context.slug, version, title: title.trim(), rationale: reason },
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
      {tried === null ? (
        <p className="sub data pretty">No backtest goes with it. Run one first, and what it found is added here.</p>
      ) : (
        <div className="tried">
          <div className="checks">
            <label>
              <input type="checkbox" checked={withTrial} onChange={(event) => setWithTrial(event.target.checked)} />
              <span>Add what the backtest found</span>
            </label>
          </div>
          {withTrial ? <p className="quiet">{tried}</p> : null}
        </div>
      )}
      <FormEnd problem={problem} busy={busy}>
        Propose
      </FormEnd>
    </form>
  );
}
