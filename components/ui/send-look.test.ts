import { expect, it } from 'vitest';
import { passkeyFirst, sendLook } from './send-look';

const proof = (passkeys: number, password = '') => ({ view: { passkeys }, password });

it('one button of a form stands out: the passkey’s until a password is typed, then the one that sends', () => {
  expect([passkeyFirst(proof(1)), sendLook(proof(1))]).toEqual([true, 'plain']);
  expect([passkeyFirst(proof(1, 'x')), sendLook(proof(1, 'x'))]).toEqual([false, 'primary']);
  expect([passkeyFirst(proof(0)), sendLook(proof(0))]).toEqual([false, 'primary']);
});

it('what is dangerous looks it all the same', () => {
  expect(sendLook(proof(1), 'danger primary')).toBe('danger');
  expect(sendLook(proof(0), 'danger primary')).toBe('danger primary');
});
