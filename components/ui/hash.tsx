'use client';

import { useState } from 'react';
import { Icon } from '@/components/icons/icon';

const groups = (hex: string): string => hex.replace(/(.{4})(?=.)/g, '$1 ');

/** A digest, shortened in its middle on screen and in full in print, with a copy button. */
export function Hash({ value, label = 'sha-256' }: { value: string; label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(value).then(() => setCopied(true));
  return (
    <span className="hash">
      <span>
        {label} <span className="short">{`${groups(value.slice(0, 8))} … ${groups(value.slice(-8))}`}</span>
        <span className="full">{value}</span>
      </span>
      <button type="button" onClick={copy} aria-label={copied ? 'Copied' : `Copy the whole ${label} digest`}>
        <Icon name={copied ? 'met' : 'copy'} className="small" />
      </button>
    </span>
  );
}
