import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { DocumentChanges } from './document-changes';

const change = {
  path: '/windows/reads~1cohort:apac',
  before: '2026-11-17T12:10:31.000Z',
  after: '2026-12-01T12:10:31.000Z',
  direction: 'looser',
  place: 'Way back of reads, Asia and Pacific',
} as const;

const textOf = (markup: string): string => markup.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

it('a lane is called by its name, and an instant stands as people write it', () => {
  const text = textOf(renderToStaticMarkup(<DocumentChanges changes={[change]} />));
  expect(text).toContain('Way back of reads, Asia and Pacific 17 Nov 2026 12:10 UTC 1 Dec 2026 12:10 UTC');
  expect(text).not.toContain('cohort:');
});

it('what is called in force is so only while nothing was executed', () => {
  const headings = (fate?: 'executed' | 'over') =>
    textOf(renderToStaticMarkup(<DocumentChanges changes={[change]} {...(fate === undefined ? {} : { fate })} />));
  expect(headings()).toContain('Where Now in force Then');
  expect(headings('executed')).toContain('Where Before After');
  expect(headings('over')).toContain('Where In force then Was asked for');
});
