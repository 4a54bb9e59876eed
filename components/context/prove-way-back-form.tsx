'use client';

import { useState } from 'react';
import { endpoints } from '@/components/query/endpoints';
import { useAct } from '@/components/query/use-act';
import { SelectField, TextArea } from '@/components/ui/field';
import { FormEnd } from '@/components/ui/form-end';
import { InstantField } from '@/components/ui/instant-field';
import { type WayBackQuality, type Workload, wayBackQualities } from '@/lib/domain/words';

type Props = {
  program: string;
  context: string;
  workloads: Workload[];
  longestDays: number;
  now: string;
  onDone: () => void;
};

const qualityWords: Record<WayBackQuality, string> = {
  lossless: 'lossless: nothing is lost by going back',
  lossy: 'lossy: something is lost',
};

const dayMs = 86_400_000;

/** Which workloads, how good the way back is, where it can be read and until when it counts. */
export function ProofForm({ program, context, workloads, longestDays, now, onDone }: Props) {
  const [picked, setPicked] = useState<readonly Workload[]>(workloads);
  const [quality, setQuality] = useState<WayBackQuality>('lossless');
  const [lost, setLost] = useState('');
  const [evidence, setEvidence] = useState('');
  const [provenAt, setProvenAt] = useState<string | null>(now);
  const [validUntil, setValidUntil] = useState<string | null>(() =>
    new Date(Date.parse(now) + Math.min(30, longestDays) * dayMs).toISOString(),
  );
  const { act, busy, problem } = useAct({ onDone });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        act({
          method: 'POST',
          path: endpoints.wayBack(program, context),
          body: {
            workloads: picked,
            quality,
            ...(quality === 'lossy' ? { lost: lost.trim() } : {}),
            evidence: evidence.trim(),
            provenAt,
            validUntil,
          },
        });
      }}
    >
      <fieldset className="field">
        <legend className="strong">Workloads</legend>
        <div className="checks cols">
          {workloads.map((workload) => (
            <label key={workload}>
              <input
                type="checkbox"
                checked={picked.includes(workload)}
                onChange={() =>
                  setPicked(
                    picked.includes(workload) ? picked.filter((each) => each !== workload) : [...picked, workload],
                  )
                }
              />
              {workload}
            </label>
          ))}
        </div>
      </fieldset>
      <SelectField
        label="Going back is"
        value={quality}
        onChange={(event) => setQuality(wayBackQualities.find((each) => each === event.target.value) ?? quality)}
        options={wayBackQualities.map((value) => ({ value, label: qualityWords[value] }))}
      />
      {quality === 'lossy' ? (
        <TextArea
          label="What would be lost"
          hint="Signers read it, and whoever goes back."
          value={lost}
          onChange={(event) => setLost(event.target.value)}
          required
        />
      ) : null}
      <TextArea
        label="Where the proof can be read"
        hint="What was done, by whom, how long it took; or an address."
        value={evidence}
        onChange={(event) => setEvidence(event.target.value)}
        required
      />
      <InstantField label="Proven at" value={provenAt} onChange={setProvenAt} now={now} required />
      <InstantField label="Counts until" value={validUntil} onChange={setValidUntil} now={now} required />
      <FormEnd problem={problem} busy={busy}>
        Record the proof
      </FormEnd>
    </form>
  );
}
