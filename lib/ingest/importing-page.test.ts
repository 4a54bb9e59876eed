import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { importQuery } from '@/lib/contract/v1/runs';
import { importedSubmission } from './submission';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/importing.md', root), 'utf8');
const sent = [...page.matchAll(/^send '([^']+)' (\S+) (\S+)$/gm)];

it('the page about imports sends something', () => expect(sent.length).toBeGreaterThan(5));

it.each(sent.map(([, query = '', mediaType = '', file = '']) => ({ query, mediaType, file })))(
  'what the page sends is taken: $query, $file',
  ({ query, mediaType, file }) => {
    const asked = importQuery.parse(Object.fromEntries(new URLSearchParams(`context=payment-decisioning&${query}`)));
    const bytes = new Uint8Array(readFileSync(new URL(`lib/ingest/adapters/fixtures/${file}`, root)));
    expect(importedSubmission(asked, { mediaType, bytes })).toMatchObject({ ok: true });
  },
);
