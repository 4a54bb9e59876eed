'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { RollbackButton } from '@/components/context/rollback-dialog';
import { quoted } from '@/components/format/quoted';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { decisionLooks } from '@/components/states/decision';
import { ActButton } from '@/components/ui/act';
import { Hash } from '@/components/ui/hash';
import { ProblemNote } from '@/components/ui/problem-note';
import type { DecisionView } from '@/lib/contract/views/decision';
import { roleTitles } from '@/lib/domain/access/role-titles';
import { listed } from '@/lib/domain/kernel/in-words';
import { RevokeButton } from './revoke';

const dialogs = () => import('./act-dialogs');
const ExecuteDialog = dynamic(() => dialogs().then((module) => module.ExecuteDialog), { ssr: false });
const ReviseDialog = dynamic(() => dialogs().then((module) => module.ReviseDialog), { ssr: false });
const SignOffDialog = dynamic(() => dialogs().then((module) => module.SignOffDialog), { ssr: false });
const WithdrawDialog = dynamic(() => dialogs().then((module) => module.WithdrawDialog), { ssr: false });

type Open = 'approve' | 'refuse' | 'execute' | 'withdraw' | 'revise' | null;

/** Approve, refuse, execute, revise, withdraw; and while it is open, the way back. */
export function Acts({ view }: { view: DecisionView }) {
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const { acts, state } = view;
  if (!decisionLooks[state].live) return <Afterwards view={view} />;
  if (state === 'draft') return <DraftActs view={view} />;
  const mine = view.signOffs.filter((each) => each.counts && each.revoke.allowed);
  return (
    <>
      <div>
        <h3>{wouldSign(view)}</h3>
        <p className="would">{quoted(acts.approve.signs)}</p>
        <Hash value={view.evidenceHash} />
        {mine.map((signOff) => (
          <RevokeButton key={signOff.id} view={view} signOff={signOff} />
        ))}
        <ActButton act={acts.approve} look="primary" wide onPress={() => setOpen('approve')}>
          Approve…
        </ActButton>
        <ActButton
          act={acts.refuse}
          look="danger"
          wide
          onPress={() => setOpen('refuse')}
          note="Either asks for your identity again."
        >
          Refuse…
        </ActButton>
      </div>
      <div>
        <ActButton act={acts.execute} look="primary" wide onPress={() => setOpen('execute')}>
          Execute…
        </ActButton>
        {acts.revise.allowed ? (
          <ActButton act={acts.revise} wide onPress={() => setOpen('revise')}>
            {view.kind === 'review_break_glass' ? 'Write the finding…' : 'Revise…'}
          </ActButton>
        ) : null}
        {acts.withdraw.allowed ? (
          <ActButton act={acts.withdraw} look="quietly" wide onPress={() => setOpen('withdraw')}>
            Withdraw…
          </ActButton>
        ) : null}
        {view.kind === 'review_break_glass' && acts.approve.roles.length > 0 ? <TakeOn view={view} /> : null}
      </div>
      {open === 'approve' || open === 'refuse' ? <SignOffDialog view={view} verdict={open} onClose={close} /> : null}
      {open === 'execute' ? <ExecuteDialog view={view} onClose={close} /> : null}
      {open === 'withdraw' ? <WithdrawDialog view={view} onClose={close} /> : null}
      {open === 'revise' ? <ReviseDialog view={view} onClose={close} /> : null}
    </>
  );
}

/** Says that somebody is on the review of an emergency; it decides nothing. */
function TakeOn({ view }: { view: DecisionView }) {
  const { act, busy, problem } = useAct();
  const send = () => act({ method: 'POST', path: endpoints.acknowledgement(view.program.slug, view.id) });
  return (
    <>
      <ProblemNote problem={problem} />
      <ActButton
        act={{ allowed: true, why: null }}
        wide
        busy={busy}
        onPress={send}
        note="It shows that somebody is on it."
      >
        Take it on
      </ActButton>
    </>
  );
}

/** "You would sign, as risk, or for Tom Achterberg as operations" */
const wouldSign = ({ acts }: DecisionView): string => {
  const own = acts.approve.roles.map((role) => roleTitles[role]);
  const lent = acts.approve.behalf.map(({ name, role }) => `for ${name} as ${roleTitles[role]}`);
  if (own.length + lent.length === 0) return 'What is signed';
  return `You would sign${own.length === 0 ? '' : `, as ${listed(own)}`}${lent.length === 0 ? '' : `, ${own.length === 0 ? '' : 'or '}${listed(lent)}`}`;
};

/** A draft: nobody signs it; who drafted it proposes it, edits it or throws it away. */
function DraftActs({ view }: { view: DecisionView }) {
  const [open, setOpen] = useState<'edit' | 'withdraw' | null>(null);
  const close = () => setOpen(null);
  const { acts, program, id, revision } = view;
  const { act, busy, problem } = useAct();
  return (
    <div>
      <p className="quiet pretty">
        When it is proposed, its evidence is frozen as it is then, it takes its lanes, and it can be signed.
      </p>
      <ProblemNote problem={problem} />
      <ActButton
        act={acts.propose}
        look="primary"
        wide
        busy={busy}
        onPress={() => act({ method: 'POST', path: endpoints.opening(program.slug, id), body: { revision } })}
      >
        Propose
      </ActButton>
      <ActButton act={acts.revise} wide onPress={() => setOpen('edit')}>
        Edit…
      </ActButton>
      {acts.withdraw.allowed ? (
        <ActButton act={acts.withdraw} look="quietly" wide onPress={() => setOpen('withdraw')}>
          Withdraw…
        </ActButton>
      ) : null}
      {open === 'edit' ? <ReviseDialog view={view} onClose={close} /> : null}
      {open === 'withdraw' ? <WithdrawDialog view={view} onClose={close} /> : null}
    </div>
  );
}

/** Once executed: roll back while the window is open, or why not. */
function Afterwards({ view }: { view: DecisionView }) {
  const { wayBack, change, program, context, now, state } = view;
  return (
    <div>
      <h3>
        {view.slots.length === 0
          ? 'What was recorded'
          : state === 'executed'
            ? 'What was signed'
            : 'What would have been signed'}
      </h3>
      <p className="would">{quoted(view.acts.approve.signs)}</p>
      <Hash value={view.evidenceHash} />
      {wayBack.state === 'not_needed' ||
      state !== 'executed' ||
      wayBack.closesAt === null ||
      context === null ? null : (
        <RollbackButton
          choice={{
            act: wayBack.rollback,
            reviewHours: wayBack.reviewHours,
            lanes: change.changed.map((lane) => ({
              ...lane,
              text: `${lane.workload}, ${lane.audience}`,
              closesAt: wayBack.closesAt ?? now,
            })),
          }}
          program={program.slug}
          context={context.slug}
          name={context.name}
          now={now}
        />
      )}
    </div>
  );
}
