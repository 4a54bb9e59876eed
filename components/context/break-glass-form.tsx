'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { laneKey } from '@/components/authority/matrix';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { SelectField, TextArea, TextField } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import { sendLook } from '@/components/ui/send-look';
import { StepUp, useStepUp } from '@/components/ui/step-up';
import { paths } from '@/lib/contract/paths';
import type { BreakGlassAnswer } from '@/lib/contract/v1/emergencies';
import type { BreakGlassChoice } from '@/lib/contract/views/context';
import type { StepUpView } from '@/lib/contract/views/parts';
import type { Side } from '@/lib/domain/words';

type Props = {
  choice: BreakGlassChoice;
  stepUp: StepUpView;
  program: string;
  context: string;
  now: string;
  onDone: () => void;
};

/** Which way, which lanes, the incident and why; then who one is, not a minute old. */
export function BreakGlassForm({ choice, stepUp, program, context, onDone }: Props) {
  const router = useRouter();
  const [side, setSide] = useState<Side>(choice.lanes.some((lane) => lane.side === 'target') ? 'legacy' : 'target');
  const movable = choice.lanes.filter((lane) => lane.side !== side);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const [incident, setIncident] = useState('');
  const [reason, setReason] = useState('');
  const proof = useStepUp(stepUp);
  const { act, busy, problem } = useAct<BreakGlassAnswer>({
    onDone: (answer) => {
      onDone();
      router.push(paths.decision(program, answer.decision.number));
    },
  });
  const lanes = movable.filter((lane) => picked.has(laneKey(lane)));
  const toggle = (key: string) =>
    setPicked(picked.has(key) ? new Set([...picked].filter((each) => each !== key)) : new Set([...picked, key]));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act({
          method: 'POST',
          path: endpoints.breakGlass(program, context),
          body: {
            side,
            lanes: lanes.map(({ workload, audience }) => ({ workload, audience })),
            incident: incident.trim(),
            reason: reason.trim(),
            stepUp: proof.value,
          },
        });
      }}
    >
      <SelectField
        label="Which way"
        value={side}
        onChange={(event) => {
          setSide(event.target.value === 'target' ? 'target' : 'legacy');
          setPicked(new Set());
        }}
        options={[
          { value: 'legacy', label: 'back to legacy, at once, by you alone' },
          {
            value: 'target',
            label: `to target, when a second person confirms within ${choice.confirmMinutes} minutes`,
          },
        ]}
      />
      <fieldset className="field">
        <legend className="strong">Lanes</legend>
        {movable.length === 0 ? <p className="quiet">Every lane is on {side} already.</p> : null}
        <div className="checks cols">
          {movable.map((lane) => (
            <label key={laneKey(lane)}>
              <input type="checkbox" checked={picked.has(laneKey(lane))} onChange={() => toggle(laneKey(lane))} />
              {lane.text}
            </label>
          ))}
        </div>
      </fieldset>
      <TextField
        label="Incident"
        hint="Its number or address where it is kept."
        value={incident}
        onChange={(event) => setIncident(event.target.value)}
        required
      />
      <TextArea
        label="Why the gates cannot be waited for"
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        required
      />
      <StepUp proof={proof} />
      <FormEnd problem={problem} busy={busy} look={sendLook(proof, 'danger primary')}>
        {lanes.length === 0
          ? 'Break the glass'
          : `Move ${lanes.length === 1 ? 'one lane' : `${lanes.length} lanes`} to ${side}${side === 'legacy' ? ' now' : ''}`}
      </FormEnd>
    </form>
  );
}
