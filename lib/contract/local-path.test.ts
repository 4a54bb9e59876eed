import { expect, test } from 'vitest';
import { localPath } from './local-path';

test('a path of the console is kept with its filters', () => {
  expect(localPath('/programs/claims/decisions/31?tab=said#e4')).toBe('/programs/claims/decisions/31?tab=said#e4');
});

test.each([
  null,
  undefined,
  '',
  'programs',
  'https://evil.example/',
  '//evil.example/',
  '/\\evil.example',
  '\\\\evil.example',
  '/.//evil.example',
  '/%2e//evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'javascript:alert(1)',
  '/api/v1/session',
  '/sign-in?next=/sign-in',
])('%j leads to the first page', (text) => {
  expect(localPath(text)).toBe('/');
});
