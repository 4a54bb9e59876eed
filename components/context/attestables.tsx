'use client';

import { useState } from 'react';
import { Moment } from '@/components/format/moment';
import { quoted } from '@/components/format/quoted';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { ActButton } from '@/components/ui/act';
import { Dialog } from '@/components/ui/dialog';
import { TextArea } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import { Section } from '@/components/ui/section';
import { sendLook } from '@/components/ui/send-look';
import { StepUp, useStepUp } from '@/components/ui/step-up';
import type { Attestable, ContextView } from '@/lib/contract/views/context';
import { roleTitles } from '@/lib/domain/access/role-titles';

/** What a person can attest here, and who did so last. */
export function Attestables({ view }: { view: ContextView }) {
  const [chosen, setChosen] = useState<Attestable | null>(null);
  if (view.attestables.length === 0) return null;
  return (
    <Section title="Attestations" note="what no run can show, a person attests">
      <ul className="rows">
        {view.attestables.map((each) => (
          <li key={`${each.criterionKey} ${each.condition ?? ''}`}>
            <span className="grow">
              {each.statement}
              <span className="sub">
                {each.last === null ? (
                  `Not attested. A person with the role ${roleTitles[each.role]} does; it then counts for ${each.validDays} days.`
                ) : (
                  <>
                    {each.last.by} attested <Moment at={each.last.at} now={view.now} />, valid until{' '}
                    <Moment at={each.last.validUntil} now={view.now} as="sinceTime" />: {quoted(each.last.evidence)}
                  </>
                )}
              </span>
            </span>
            <ActButton act={each.attest} small end onPress={() => setChosen(each)}>
              Attest…
            </ActButton>
          </li>
        ))}
      </ul>
      {chosen === null ? null : (
        <AttestDialog key={chosen.criterionKey} view={view} chosen={chosen} onClose={() => setChosen(null)} />
      )}
    </Section>
  );
}

function AttestDialog({ view, chosen, onClose }: { view: ContextView; chosen: Attestable; onClose: () => void }) {
  const [evidence, setEvidence] = useState('');
  const proof = useStepUp(view.stepUp);
  const { act, busy, problem } = useAct({ onDone: onClose });
  return (
    <Dialog
      open
      onOpenChange={(open) => open || onClose()}
      title={`Attest, as ${roleTitles[chosen.role]}`}
      lead={`It counts for ${chosen.validDays} days and carries your name.`}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          act({
            method: 'POST',
            path: endpoints.attestations(view.program.slug, view.slug),
            body: {
              criterion: chosen.criterionKey,
              ...(chosen.condition === null ? {} : { condition: chosen.condition }),
              role: chosen.role,
              statement: chosen.statement,
              evidence: evidence.trim(),
              stepUp: proof.value,
            },
          });
        }}
      >
        <p className="signs">{quoted(chosen.statement)}</p>
        <TextArea
          label="Evidence"
          hint="What shows it: a link, a ticket, what you saw and when."
          value={evidence}
          onChange={(event) => setEvidence(event.target.value)}
          required
        />
        <StepUp proof={proof} />
        <FormEnd problem={problem} busy={busy} look={sendLook(proof)}>
          Attest
        </FormEnd>
      </form>
    </Dialog>
  );
}
