'use client';

import { useId, useState } from 'react';
import { Button } from '@/components/ui/button';
import { SelectField } from '@/components/ui/field';
import { type Claimable, claimFormats, claimSnippet } from '@/lib/contract/claim-snippet';

type Props = { claim: Claimable; contexts: string[] };

/** What to write into the manifest, once somebody has said whose the events are. */
export function Claim({ claim, contexts }: Props) {
  const [context, setContext] = useState(contexts.length === 1 ? (contexts[0] ?? '') : '');
  const [format, setFormat] = useState<string>(claimFormats[0]);
  const [copied, setCopied] = useState<string | null>(null);
  const why = useId();
  const text = claimSnippet(claim, { context: context === '' ? null : context, format });
  const copy = () => navigator.clipboard.writeText(text).then(() => setCopied(text));
  return (
    <div className="claim">
      <div className="claim-said">
        <SelectField
          label="Context"
          value={context}
          onChange={(event) => setContext(event.target.value)}
          options={[
            ...(contexts.length === 1 ? [] : [{ value: '', label: 'Choose the context' }]),
            ...contexts.map((slug) => ({ value: slug, label: slug })),
          ]}
        />
        {claim.kind === 'cloudevents' ? (
          <SelectField
            label="Format of its data"
            value={format}
            onChange={(event) => setFormat(event.target.value)}
            options={claimFormats.map((value) => ({ value, label: value }))}
          />
        ) : null}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls must be reachable by keyboard */}
      <pre className="canonical" tabIndex={0}>
        {text}
      </pre>
      <div className="claim-acts">
        <Button
          small
          icon={copied === text ? 'met' : 'copy'}
          aria-disabled={context === ''}
          aria-describedby={why}
          onClick={context === '' ? undefined : copy}
        >
          {copied === text ? 'Copied' : 'Copy'}
        </Button>
        <p className="why" id={why}>
          {context === ''
            ? 'Nobody but you knows whose these events are: choose the context first.'
            : claim.kind === 'openlineage'
              ? 'Put each dataset on its side, add this to the manifest and apply it. What waits is then read by itself.'
              : 'Add this to the manifest and apply it. What waits is then read by itself.'}
        </p>
      </div>
    </div>
  );
}
