'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { laneKey } from '@/components/authority/matrix';
import { Moment } from '@/components/format/moment';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { Button } from '@/components/ui/button';
import { TextArea } from '@/components/ui/field';
import { ProblemNote } from '@/components/ui/problem-note';
import { paths } from '@/lib/contract/paths';
import type { RollbackAnswer } from '@/lib/contract/v1/decisions';
import type { RollbackChoice } from '@/lib/contract/views/context';

type Props = { choice: RollbackChoice; program: string; context: string; now: string; onDone: () => void };

/** Which lanes go back, and why. */
export function RollbackForm({ choice, program, context, now, onDone }: Props) {
  const router = useRouter();
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => new Set(choice.lanes.map(laneKey)));
  const [reason, setReason] = useState('');
  const { act, busy, problem } = useAct<RollbackAnswer>({
    onDone: (answer) => {
      onDone();
      router.push(paths.decision(program, answer.decision.number));
    },
  });
  const toggle = (key: string) =>
    setPicked((before) =>
      before.has(key) ? new Set([...before].filter((each) => each !== key)) : new Set([...before, key]),
    );
  const lanes = choice.lanes.filter((lane) => picked.has(laneKey(lane)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act({
          method: 'POST',
          path: endpoints.rollback(program, context),
          body: { lanes: lanes.map(({ workload, audience }) => ({ workload, audience })), reason: reason.trim() },
        });
      }}
    >
      <fieldset className="field">
        <legend className="strong">Lanes</legend>
        <div className="checks">
          {choice.lanes.map((lane) => (
            <label key={laneKey(lane)}>
              <input type="checkbox" checked={picked.has(laneKey(lane))} onChange={() => toggle(laneKey(lane))} />
              <span>
                {lane.text}
                <span className="sub">
                  the way back closes <Moment at={lane.closesAt} now={now} />
                </span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <TextArea
        label="Reason"
        hint="It stands in the record with your name."
        value={reason}
        onChange={(event) => setReason(event.target.value)}
        required
      />
      <ProblemNote problem={problem} />
      <div className="form-end">
        <Button type="submit" look="danger primary" busy={busy} aria-disabled={lanes.length === 0 || undefined}>
          Roll back {lanes.length === 1 ? 'one lane' : `${lanes.length} lanes`}
        </Button>
        <span className="faint">Every second counts: it is done when you press.</span>
      </div>
    </form>
  );
}
