'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { readInstant, unreadText, writeInstant } from '@/components/format/instant';
import { paths, withFilter } from '@/lib/contract/paths';
import type { TimelineView } from '@/lib/contract/views/timeline';

const unique = <T extends { value: string }>(options: T[]): T[] => [
  ...new Map(options.map((each) => [each.value, each])).values(),
];

type Asked = NonNullable<TimelineView['asked']>;

/** The question is a sentence; its blanks are choices, and the whole of it is the address. */
export function Ask({ view, asked }: { view: TimelineView; asked: Asked }) {
  const router = useRouter();
  const [at, setAt] = useState(writeInstant(asked.at));
  const [knownAt, setKnownAt] = useState(asked.knownAt === null ? '' : writeInstant(asked.knownAt));
  const [wrong, setWrong] = useState(false);
  const own = view.lanes.filter((lane) => lane.context.slug === asked.context);
  const go = (change: Partial<Record<'context' | 'workload' | 'audience' | 'at' | 'knownAt', string>>) =>
    router.push(
      withFilter(paths.timeline(view.program.slug), {
        context: asked.context,
        workload: asked.workload,
        audience: asked.audience,
        at: asked.at,
        knownAt: asked.knownAt,
        ...change,
      }),
      { scroll: false },
    );
  const choose = (name: 'context' | 'workload' | 'audience', value: string) => {
    const lanes = view.lanes.filter((lane) => lane.context.slug === (name === 'context' ? value : asked.context));
    const fits = (lane: TimelineView['lanes'][number]) =>
      name === 'context' || (name === 'workload' ? lane.workload === value : lane.audience === value);
    const best =
      lanes.find(
        (lane) =>
          fits(lane) &&
          (name === 'workload' || lane.workload === asked.workload) &&
          (name === 'audience' || lane.audience === asked.audience),
      ) ??
      lanes.find(fits) ??
      lanes[0];
    if (best !== undefined) go({ context: best.context.slug, workload: best.workload, audience: best.audience });
  };
  return (
    <form
      className="ask"
      onSubmit={(event) => {
        event.preventDefault();
        const [then, known] = [readInstant(at), knownAt === '' ? '' : readInstant(knownAt)];
        if (then === null || known === null) setWrong(true);
        else go({ at: then, knownAt: known });
      }}
    >
      Who was authoritative for{' '}
      <Blank
        label="Context"
        value={asked.context}
        onChange={(value) => choose('context', value)}
        options={unique(view.lanes.map((lane) => ({ value: lane.context.slug, label: lane.context.name })))}
      />
      ,{' '}
      <Blank
        label="Workload"
        value={asked.workload}
        onChange={(value) => choose('workload', value)}
        options={unique(own.map((lane) => ({ value: lane.workload, label: lane.workload })))}
      />
      ,{' '}
      <Blank
        label="Audience"
        value={asked.audience}
        onChange={(value) => choose('audience', value)}
        options={unique(
          own
            .filter((lane) => lane.workload === asked.workload)
            .map((lane) => ({ value: lane.audience, label: lane.name })),
        )}
      />
      , on <Instant label="At, in UTC" value={at} onChange={setAt} /> UTC, as known{' '}
      <select
        aria-label="As known"
        value={knownAt === '' ? 'now' : knownAt === at ? 'then' : 'other'}
        onChange={(event) =>
          setKnownAt(event.target.value === 'now' ? '' : event.target.value === 'then' ? at : `${at}:00`)
        }
      >
        <option value="now">now</option>
        <option value="then">at that time</option>
        <option value="other">at another time</option>
      </select>
      {knownAt === '' || knownAt === at ? null : (
        <>
          {' '}
          <Instant label="Known at, in UTC" value={knownAt} onChange={setKnownAt} /> UTC
        </>
      )}
      ?{' '}
      <button type="submit" className="btn small">
        Ask
      </button>
      {wrong ? <span className="bad"> {unreadText}</span> : null}
    </form>
  );
}

function Instant({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return (
    <input
      aria-label={label}
      value={value}
      size={value.length}
      spellCheck={false}
      autoComplete="off"
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function Blank({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: string;
  options: { value: string; label: string }[];
  onChange: (value: string) => void;
}) {
  return (
    <select aria-label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
