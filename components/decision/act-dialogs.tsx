'use client';

import { useState } from 'react';
import { sentenceOf } from '@/components/format/number';
import { quoted } from '@/components/format/quoted';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { SelectField, TextArea, TextField } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import { Hash } from '@/components/ui/hash';
import { InstantField } from '@/components/ui/instant-field';
import { ProblemNote } from '@/components/ui/problem-note';
import { sendLook } from '@/components/ui/send-look';
import { StepUp, useStepUp } from '@/components/ui/step-up';
import type { DecisionView } from '@/lib/contract/views/decision';
import { roleTitles } from '@/lib/domain/access/role-titles';
import type { Role, Verdict } from '@/lib/domain/words';

type Props = { view: DecisionView; onClose: () => void };

const ifClosed = (onClose: () => void) => (open: boolean) => {
  if (!open) onClose();
};

type Place = { value: string; label: string; role: Role; onBehalfOf: string | null };

/** The places that this person could take: in their own right first, then those lent to them. */
const placesOf = ({ acts }: DecisionView, verdict: Verdict): Place[] => [
  ...acts[verdict].roles.map((role) => ({ value: role, label: roleTitles[role], role, onBehalfOf: null })),
  ...acts[verdict].behalf.map(({ role, personId, name }) => ({
    value: `${role} ${personId}`,
    label: `${roleTitles[role]}, on behalf of ${name}`,
    role,
    onBehalfOf: personId,
  })),
];

/**
 * Approve or refuse one revision: shows what is signed, and asks who signs again. It stays with the revision that it was
 * opened on, though the page behind it goes on: nobody signs what came while they typed.
 */
export function SignOffDialog({ view: latest, verdict, onClose }: Props & { verdict: Verdict }) {
  const [view] = useState(latest);
  const places = placesOf(view, verdict);
  const [chosen, choose] = useState(places[0]?.value ?? '');
  const place = places.find(({ value }) => value === chosen);
  const [comment, setComment] = useState('');
  const proof = useStepUp(view.stepUp, view);
  const { act, busy, problem } = useAct({ onDone: onClose });
  const approving = verdict === 'approve';
  return (
    <Dialog
      open
      onOpenChange={ifClosed(onClose)}
      title={`${approving ? 'Approve' : 'Refuse'} D-${view.number}, revision ${view.revision}`}
      lead={
        approving
          ? 'You sign what stands here, on the evidence as it was frozen for this revision.'
          : 'A refusal ends this decision. It needs a reason, and stays on record.'
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act({
            method: 'POST',
            path: endpoints.signOffs(view.program.slug, view.id),
            body: {
              revision: view.revision,
              evidenceHash: view.evidenceHash,
              role: place?.role ?? 'viewer',
              verdict,
              ...(place?.onBehalfOf == null ? {} : { onBehalfOf: place.onBehalfOf }),
              ...(comment.trim() === '' ? {} : { comment: comment.trim() }),
              stepUp: proof.value,
            },
          });
        }}
      >
        <p className="signs">{quoted(view.acts.approve.signs)}</p>
        <p className="data">
          <Hash value={view.evidenceHash} />
        </p>
        {places.length > 1 || place?.onBehalfOf != null ? (
          <SelectField
            label="In which place"
            value={chosen}
            onChange={(event) => choose(event.target.value)}
            options={places}
          />
        ) : null}
        <TextArea
          label={approving ? 'Comment' : 'Why you refuse'}
          {...(approving ? { hint: 'Optional. It stands in the record with your name.' } : {})}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          required={!approving}
        />
        <StepUp proof={proof} />
        <ProblemNote problem={problem} />
        <div className="form-end">
          <Button type="submit" look={sendLook(proof, approving ? 'primary' : 'danger primary')} busy={busy}>
            {approving ? 'Approve' : 'Refuse'}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Executes what it was opened on, after a fresh look at the criteria inside the same transaction. */
export function ExecuteDialog({ view: latest, onClose }: Props) {
  const [view] = useState(latest);
  const { act, busy, problem } = useAct({ onDone: onClose });
  return (
    <Dialog
      open
      onOpenChange={ifClosed(onClose)}
      title={`Execute D-${view.number}`}
      lead="Every blocking criterion is looked at once more, now. If one fails, nothing happens and you see which."
    >
      <p className="signs">{quoted(view.acts.approve.signs)}</p>
      <p className="data quiet">{view.change.takesEffect === '' ? '' : sentenceOf(view.change.takesEffect)}</p>
      <ProblemNote problem={problem} />
      <div className="form-end">
        <Button
          look="primary"
          busy={busy}
          onClick={() =>
            act({
              method: 'POST',
              path: endpoints.execution(view.program.slug, view.id),
              body: { revision: view.revision, evidenceHash: view.evidenceHash },
            })
          }
        >
          Execute
        </Button>
      </div>
    </Dialog>
  );
}

/** Ends a decision before it is executed, with a reason. */
export function WithdrawDialog({ view, onClose }: Props) {
  const [reason, setReason] = useState('');
  const { act, busy, problem } = useAct({ onDone: onClose });
  return (
    <Dialog
      open
      onOpenChange={ifClosed(onClose)}
      title={`Withdraw D-${view.number}`}
      lead="It stays on record and cannot be opened again."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act({
            method: 'POST',
            path: endpoints.withdrawal(view.program.slug, view.id),
            body: { reason: reason.trim() },
          });
        }}
      >
        <TextArea label="Reason" value={reason} onChange={(event) => setReason(event.target.value)} required />
        <FormEnd problem={problem} busy={busy}>
          Withdraw
        </FormEnd>
      </form>
    </Dialog>
  );
}

const findings = [
  { value: 'ratified', label: 'ratified' },
  { value: 'ratified_with_findings', label: 'ratified, with findings' },
  { value: 'reverse', label: 'to be reversed' },
];

/** A new revision with fresh evidence; earlier sign-offs stay on record and no longer count. */
export function ReviseDialog({ view: latest, onClose }: Props) {
  const [view] = useState(latest);
  const [reason, setReason] = useState('');
  const [title, setTitle] = useState(view.title);
  const [rationale, setRationale] = useState(view.rationale);
  const [days, setDays] = useState(view.wayBack.days === null ? '' : String(view.wayBack.days));
  const [at, setAt] = useState(view.scheduledFor);
  const emergency = view.kind === 'review_break_glass' ? view.change.emergency : null;
  const [finding, setFinding] = useState(emergency?.finding ?? '');
  const [follows, setFollows] = useState(emergency?.follows ?? '');
  const { act, busy, problem } = useAct({ onDone: onClose });
  const draft = view.state === 'draft';
  return (
    <Dialog
      open
      onOpenChange={ifClosed(onClose)}
      title={draft ? `Edit the draft D-${view.number}` : `Revise D-${view.number}`}
      lead={
        draft
          ? `Revision ${view.revision + 1} begins, with your name on it.`
          : `Revision ${view.revision + 1} begins, with the evidence as it is now. Sign-offs of revision ${view.revision} stay on record and no longer count.`
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act({
            method: 'POST',
            path: endpoints.revisions(view.program.slug, view.id),
            body: {
              revision: view.revision,
              reason: reason.trim(),
              title: title.trim(),
              rationale: rationale.trim(),
              ...(days === '' || days === String(view.wayBack.days) ? {} : { rollbackDays: Number(days) }),
              ...(at === view.scheduledFor ? {} : { scheduledFor: at }),
              ...(finding === '' ? {} : { finding }),
              ...(follows.trim() === '' ? {} : { follows: follows.trim() }),
            },
          });
        }}
      >
        <TextField label="Title" value={title} onChange={(event) => setTitle(event.target.value)} required />
        <TextArea
          label="Why this move, now"
          value={rationale}
          onChange={(event) => setRationale(event.target.value)}
          required
        />
        {view.wayBack.days === null ? null : (
          <TextField
            label="Way back, in days"
            type="number"
            min={1}
            max={365}
            value={days}
            onChange={(event) => setDays(event.target.value)}
          />
        )}
        {emergency === null ? (
          <InstantField
            label="Execute at"
            hint="Left empty, somebody executes it by hand once it is approved."
            value={at}
            onChange={setAt}
            now={view.now}
          />
        ) : (
          <>
            <SelectField
              label="What the review came to"
              value={finding}
              onChange={(event) => setFinding(event.target.value)}
              options={[{ value: '', label: 'not written yet' }, ...findings]}
            />
            <TextArea
              label="What must follow"
              hint="Needed by every finding but ratified."
              value={follows}
              onChange={(event) => setFollows(event.target.value)}
              required={finding !== '' && finding !== 'ratified'}
            />
          </>
        )}
        <TextArea label="What changed" value={reason} onChange={(event) => setReason(event.target.value)} required />
        <FormEnd problem={problem} busy={busy}>
          Begin revision {view.revision + 1}
        </FormEnd>
      </form>
    </Dialog>
  );
}
